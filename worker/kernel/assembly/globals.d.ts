/**
 * Set by build.mjs. 1: for arm64, where every table look-up and every unzip is one instruction.
 * 0: for x86_64, where V8 guards a table look-up unless the table is a constant.
 */
declare const ARM64: i32;
