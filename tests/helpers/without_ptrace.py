"""Run a command in which ptrace(2) fails with EPERM, as in many containers: without_ptrace.py COMMAND..."""
import ctypes
import os
import platform
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_CALL, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, FAIL_WITH_EPERM = 0x7FFF0000, 0x00050000 | 1
PTRACE = {"x86_64": 101, "aarch64": 117}[platform.machine()]

program = b"".join(struct.pack("HBBI", *step) for step in (
    (LOAD_CALL, 0, 0, 0),
    (JUMP_IF_EQUAL, 0, 1, PTRACE),
    (RETURN, 0, 0, FAIL_WITH_EPERM),
    (RETURN, 0, 0, ALLOW),
))
steps = ctypes.create_string_buffer(program, len(program))
filter = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
libc = ctypes.CDLL(None, use_errno=True)
for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter, 0, 0)):
    if libc.prctl(*arguments) != 0:
        sys.exit("without_ptrace.py: " + os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[1], sys.argv[1:])
