"""The step of sfc64 compiled by numba: two samples of 32 bits from each output."""

import sys
import time

import numba
import numpy

U64 = numpy.uint64


@numba.njit
def count(samples, seed):
    a, b, c, counter = U64(seed), U64(seed), U64(seed), U64(1)
    hits = 0
    for step in range(-12, samples // 2):
        output = a + b + counter
        counter += U64(1)
        a = b ^ (b >> U64(11))
        b = c + (c << U64(3))
        c = ((c << U64(24)) | (c >> U64(40))) + output
        if step < 0:
            continue
        for half in range(2):
            word = output >> U64(32 * half)
            x = numpy.int64(numpy.int16(word))
            y = numpy.int64(numpy.int16(word >> U64(16)))
            hits += x * x + y * y <= 1 << 30
    return hits


for run, line in enumerate(sys.stdin):
    start = time.perf_counter()
    hits = count(int(line), run)
    print(time.perf_counter() - start, hits, flush=True)
