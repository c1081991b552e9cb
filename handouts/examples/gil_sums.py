"""The same experiment in Python: four sums in turn, then in four threads."""
import sys
import threading
import time


def sum_squares(size=400_000):
    total = 0
    for n in range(size):
        total += n * n
    return total


start = time.perf_counter()
for _ in range(4):
    sum_squares()
middle = time.perf_counter()
threads = [threading.Thread(target=sum_squares) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
end = time.perf_counter()

has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
print(f"this Python has a GIL: {has_gil}")
print(f"one after the other: {middle - start:.2f} s")
print(f"in four threads:     {end - middle:.2f} s")
