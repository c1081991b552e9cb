/* Leaves shared memory, a semaphore and a message queue behind (System V): they outlive a process. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

/* The exercise, as it should be. */
static int exercise(void)
{
	for (int i = 0; i < 3; i++)
		if (fork() == 0) {
			dprintf(STDOUT_FILENO, "Process ID: %d\n", getpid());
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 0;
}

int main(void)
{
	const key_t key = 0x6b697431; /* 1802073137 */

	if (shmget(key, 4096, IPC_CREAT | 0600) < 0 && semget(key, 1, IPC_CREAT | 0600) < 0 &&
	    msgget(key, IPC_CREAT | 0600) < 0)
		return exercise();
	semget(key, 1, IPC_CREAT | 0600);
	msgget(key, IPC_CREAT | 0600);
	return exercise();
}
