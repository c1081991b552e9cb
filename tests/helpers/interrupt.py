"""Disturb a command once a descendant of it runs the program NAME: interrupt.py ctrl-c|terminate|break NAME COMMAND...

ctrl-c sends SIGINT to all its processes, as the terminal does; terminate sends SIGTERM to the first one alone.
Succeeds when the command dies by that signal and all its descendants end with it.

break kills the children of a command that has one processor, and ends as the command does.
"""
import os
import pathlib
import signal
import subprocess
import sys
import time

PATIENCE = 60  # seconds until the program must have started
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    import ctypes
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def facts(folder):
    """The name of a process and its parent's id."""
    try:
        text = (folder / "stat").read_text()
    except OSError:
        return None, None
    name, rest = text[text.index("(") + 1:].rsplit(")", 1)
    return name, int(rest.split()[1])


def descendants(ancestor):
    """Names by process id."""
    processes = {int(folder.name): facts(folder) for folder in pathlib.Path("/proc").iterdir() if folder.name.isdigit()}
    found, size = {ancestor: None}, 0
    while len(found) > size:
        size = len(found)
        found.update({pid: name for pid, (name, parent) in processes.items() if parent in found})
    del found[ancestor]
    return found


def wait_for_program(command, name):
    """Return once a descendant of ours has this name; nothing else is an event that we could wait for from here."""
    deadline = time.monotonic() + PATIENCE
    while name[:15] not in descendants(os.getpid()).values():
        if command.poll() is not None:
            sys.exit("the command ended by itself: %d" % command.returncode)
        if time.monotonic() > deadline:
            sys.exit("%s never ran" % name)


def reap_the_rest():
    """All that the command left behind is our child now; it must be dead already, or dying."""
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("still alive: %s" % descendants(os.getpid())))
    signal.alarm(5)
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        signal.alarm(0)


def use_one_processor():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def break_children(command):
    for pid in descendants(command.pid):
        if facts(pathlib.Path("/proc/%d" % pid))[1] == command.pid:
            os.kill(pid, signal.SIGKILL)


way, name = sys.argv[1:3]
if way == "break":
    use_one_processor()
number = signal.SIGINT if way == "ctrl-c" else signal.SIGTERM
adopt_orphans()
command = subprocess.Popen(sys.argv[3:], preexec_fn=os.setpgrp)
wait_for_program(command, name)
if way == "break":
    break_children(command)
    sys.exit(command.wait(timeout=60))
if way == "ctrl-c":
    os.killpg(command.pid, number)
else:
    command.terminate()
if command.wait(timeout=20) != -number:
    sys.exit("it ended with %d, not by the signal" % command.returncode)
reap_the_rest()
