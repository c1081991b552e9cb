/* Becomes a Python program with threads, timeouts and a child that sleep. Prints "none" where there is no Python. */
#include <stdio.h>
#include <unistd.h>

static const char script[] = "import asyncio, queue, subprocess, sys, threading, time\n"
			     "start = time.monotonic()\n"
			     "threads = [threading.Thread(target=time.sleep, args=(n,)) for n in (1, 2, 3)]\n"
			     "for thread in threads: thread.start()\n"
			     "for thread in threads: thread.join()\n"
			     "try: queue.Queue().get(timeout=2)\n"
			     "except queue.Empty: pass\n"
			     "asyncio.run(asyncio.sleep(4))\n"
			     "child = [sys.executable, '-S', '-c', 'import time; time.sleep(1)']\n"
			     "subprocess.run(child, check=True)\n"
			     "lasted = time.monotonic() - start\n"
			     "print('ok' if 10 <= lasted < 11 else lasted, flush=True)\n";

int main(void)
{
	execl("/usr/bin/python3", "python3", "-S", "-c", script, (char *)NULL);
	puts("none");
	return 0;
}
