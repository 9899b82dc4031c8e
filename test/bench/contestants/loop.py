"""The loop that everybody writes first. Reads samples a line, answers with seconds and hits."""

import random
import sys
import time


def count(samples):
    hits = 0
    for _ in range(samples):
        x = random.random()
        y = random.random()
        if x * x + y * y <= 1.0:
            hits += 1
    return hits


for line in sys.stdin:
    start = time.perf_counter()
    hits = count(int(line))
    print(time.perf_counter() - start, hits, flush=True)
