/*
 * The limit: the points that the kernel counts, in C with vector extensions, at any width.
 *
 *     cc -O3 -march=native [-DWIDTH=16] native.c
 *     a.out [SEED INDEX BLOCK]      the stream, and the block of it to begin with
 *
 * WIDTH is a vector's size in bytes; by default the widest that the processor has. A block of a
 * stream fills 32 bytes, so that wider vectors count several blocks at once. Same design as the
 * kernel: sure hits by sign, unsure samples looked up in a buffer and decided in full.
 *
 * Reads a number of samples a line (a multiple of 2^20), answers with seconds and hits.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef WIDTH
#if defined(__AVX512BW__)
#define WIDTH 64
#elif defined(__AVX2__)
#define WIDTH 32
#else
#define WIDTH 16
#endif
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define VECTOR(type) type __attribute__((vector_size(WIDTH)))
typedef VECTOR(uint64_t) u64s;
typedef VECTOR(uint32_t) u32s;
typedef VECTOR(int16_t) i16s;
typedef VECTOR(uint8_t) u8s;
typedef VECTOR(int8_t) i8s;

enum {
  BLOCK_BITS = 20,
  BLOCKS = WIDTH / 16, /* counted at once, in two vectors */
  STEPS = 1 << (BLOCK_BITS - 3),
  GROUP = 2048 / WIDTH, /* steps whose outputs are kept */
  BAND_START = 16382,
  BAND = 4,
};

/*
 * What the vector extensions cannot say; the plain loops mean the same. SIGNS takes the signs of all
 * bytes out of a vector at once, where there is an instruction for it: see worker/kernel.
 */
#if WIDTH == 64
#define SQUARES(v) ((u32s)_mm512_madd_epi16((__m512i)(v), (__m512i)(v)))
#define NARROW(a, b) ((u8s)_mm512_packs_epi16((__m512i)(a), (__m512i)(b)))
#define LEAST(a, b) ((u8s)_mm512_min_epu8((__m512i)(a), (__m512i)(b)))
#define SIGNS(v) ((uint64_t)_mm512_movepi8_mask((__m512i)(v)))
#elif WIDTH == 32
#define SQUARES(v) ((u32s)_mm256_madd_epi16((__m256i)(v), (__m256i)(v)))
#define NARROW(a, b) ((u8s)_mm256_packs_epi16((__m256i)(a), (__m256i)(b)))
#define LEAST(a, b) ((u8s)_mm256_min_epu8((__m256i)(a), (__m256i)(b)))
#define SIGNS(v) ((uint64_t)(uint32_t)_mm256_movemask_epi8((__m256i)(v)))
#elif defined(__x86_64__)
#define SQUARES(v) ((u32s)_mm_madd_epi16((__m128i)(v), (__m128i)(v)))
#define NARROW(a, b) ((u8s)_mm_packs_epi16((__m128i)(a), (__m128i)(b)))
#define LEAST(a, b) ((u8s)_mm_min_epu8((__m128i)(a), (__m128i)(b)))
#define SIGNS(v) ((uint64_t)(uint32_t)_mm_movemask_epi8((__m128i)(v)))
#else
static inline u32s squares(u64s v) {
  i16s w = (i16s)v;
  u32s sum;
  for (int i = 0; i < WIDTH / 4; i++) sum[i] = (uint32_t)(w[2 * i] * w[2 * i] + w[2 * i + 1] * w[2 * i + 1]);
  return sum;
}
static inline u8s narrow(i16s a, i16s b) {
  u8s bytes;
  for (int i = 0; i < WIDTH; i++) {
    int value = i < WIDTH / 2 ? a[i] : b[i - WIDTH / 2];
    bytes[i] = (uint8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
  return bytes;
}
static inline u8s least(u8s a, u8s b) {
  u8s min;
  for (int i = 0; i < WIDTH; i++) min[i] = a[i] < b[i] ? a[i] : b[i];
  return min;
}
#define SQUARES(v) squares(v)
#define NARROW(a, b) narrow(a, b)
#define LEAST(a, b) least(a, b)
#endif

static struct {
  uint64_t seed;
  uint32_t index;
} stream = {0x0000000200000001u, 3};

static void philox(uint32_t x[4]) {
  uint32_t k0 = (uint32_t)stream.seed, k1 = (uint32_t)(stream.seed >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xd2511f53 * x[0], p1 = (uint64_t)0xcd9e8d57 * x[2];
    x[0] = (uint32_t)(p1 >> 32) ^ x[1] ^ k0;
    x[1] = (uint32_t)p1;
    x[2] = (uint32_t)(p0 >> 32) ^ x[3] ^ k1;
    x[3] = (uint32_t)p0;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
}

static int is_hit(uint32_t word, uint64_t sample) {
  uint32_t low[4] = {(uint32_t)sample, stream.index, (uint32_t)(sample >> 32), 0x80000000u};
  philox(low);
  int64_t x = (int64_t)(int16_t)word * 65536 + (low[0] & 0xffff);
  int64_t y = (int64_t)(int16_t)(word >> 16) * 65536 + (low[0] >> 16);
  return (uint64_t)(x * x + y * y) <= (uint64_t)1 << 62;
}

static int is_unsure(uint32_t word) {
  int32_t x = (int16_t)word, y = (int16_t)(word >> 16);
  return ((uint32_t)x * x + (uint32_t)y * y) / 65536 - BAND_START < BAND;
}

/* Words a, b or c (which) of all generators: a 16-byte vector holds a pair, a wider one blocks. */
static void seed(uint64_t block, int which, u64s out[2]) {
  uint64_t lanes[2 * WIDTH / 8];
  for (int lane = 0; lane < 2 * WIDTH / 8; lane += 2) {
    uint64_t own = block + lane / 4;
    uint32_t words[4] = {(uint32_t)(which + (lane % 4 ? 3 : 0)), stream.index, (uint32_t)own, (uint32_t)(own >> 32)};
    philox(words);
    lanes[lane] = words[0] | (uint64_t)words[1] << 32;
    lanes[lane + 1] = words[2] | (uint64_t)words[3] << 32;
  }
  memcpy(out, lanes, sizeof lanes);
}

#define STEP(first, second)                       \
  u64s first = a[0] + b[0] + counter;             \
  u64s second = a[1] + b[1] + counter;            \
  counter += 1;                                   \
  a[0] = b[0] ^ (b[0] >> 11);                     \
  a[1] = b[1] ^ (b[1] >> 11);                     \
  b[0] = c[0] + (c[0] << 3);                      \
  b[1] = c[1] + (c[1] << 3);                      \
  c[0] = ((c[0] << 24) | (c[0] >> 40)) + first;   \
  c[1] = ((c[1] << 24) | (c[1] >> 40)) + second

static inline i16s distances(u64s first, u64s second) {
  return (i16s)(SQUARES(first) >> 16 | (SQUARES(second) & 0xffff0000u)) - BAND_START;
}

static u64s buffer[GROUP][2];

/* Where among the words of a step a lane belongs. Narrowing goes by 16 bytes, whatever the width. */
static int place_of(int lane) { return (lane & 1) * WIDTH / 4 + lane / 16 * 4 + (lane & 7) / 2; }

/* Hits among the unsure samples in the buffer. */
static uint64_t unsure_hits(u8s nearest, uint64_t first_sample) {
  uint64_t hits = 0;
  for (int lane = 0; lane < WIDTH; lane++) {
    if (nearest[lane] >= BAND) continue;
    int place = place_of(lane);
    for (int step = lane % 16 / 8; step < GROUP; step += 2) {
      uint32_t word = ((uint32_t *)buffer[step])[place];
      uint64_t sample = first_sample + ((uint64_t)(place / 8) << BLOCK_BITS) + 8 * (uint64_t)step + place % 8;
      if (is_unsure(word)) hits += is_hit(word, sample);
    }
  }
  return hits;
}

/* Hits of so many blocks, BLOCKS at most; the others of the vectors are left out. */
static uint64_t count(uint64_t block, uint64_t blocks) {
  u8s unwanted;
  uint64_t wanted = 0;
  for (int i = 0; i < WIDTH; i++) {
    uint64_t is_wanted = (uint64_t)place_of(i) / 8 < blocks;
    unwanted[i] = is_wanted ? 0 : 255;
    wanted |= is_wanted << i;
  }
  u64s a[2], b[2], c[2], counter = (u64s){0} + 1;
  seed(block, 0, a);
  seed(block, 1, b);
  seed(block, 2, c);
  for (int i = 0; i < 12; i++) {
    STEP(first, second);
    (void)first, (void)second;
  }
  uint64_t hits = 0;
  for (int done = 0; done < STEPS; done += GROUP) {
    u8s nearest = (u8s){0} - 1, sure = {0};
    for (int i = 0; i < GROUP; i += 2) {
      STEP(first1, second1);
      buffer[i][0] = first1;
      buffer[i][1] = second1;
      STEP(first2, second2);
      buffer[i + 1][0] = first2;
      buffer[i + 1][1] = second2;
      u8s distance = NARROW(distances(first1, second1), distances(first2, second2));
#ifdef SIGNS
      hits += (uint64_t)__builtin_popcountll(SIGNS(distance) & wanted);
#else
      sure -= (u8s)((i8s)distance < 0);
#endif
      nearest = LEAST(nearest, distance);
    }
    sure &= ~unwanted;
    nearest |= unwanted;
    for (int i = 0; i < WIDTH; i++) hits += sure[i];
    u64s near = (u64s)(nearest < BAND);
    uint64_t any = 0;
    for (int i = 0; i < WIDTH / 8; i++) any |= near[i];
    if (any) hits += unsure_hits(nearest, (block << BLOCK_BITS) + 8 * (uint64_t)done);
  }
  return hits;
}

int main(int argc, char **argv) {
  uint64_t first = 0;
  if (argc == 4) {
    stream.seed = strtoull(argv[1], NULL, 10);
    stream.index = (uint32_t)strtoul(argv[2], NULL, 10);
    first = strtoull(argv[3], NULL, 10);
  }
  unsigned long long samples;
  while (scanf("%llu", &samples) == 1) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    uint64_t hits = 0, blocks = samples >> BLOCK_BITS;
    for (uint64_t done = 0; done < blocks; done += BLOCKS) {
      hits += count(first + done, blocks - done < BLOCKS ? blocks - done : BLOCKS);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    printf("%.9f %llu\n", seconds, (unsigned long long)hits);
    fflush(stdout);
  }
  return 0;
}
