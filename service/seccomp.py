"""Turn this process into one that may compute and talk over what it already holds, but reach for nothing new.

A seccomp filter (Linux, x86-64 and arm64) lets through the few system calls that computing needs; every other one
fails with EPERM, as if the caller had no right to it. It can't be taken off again. See seccomp(2) and
linux/filter.h.
"""

import ctypes
import platform
import struct
import sys

# System call numbers: (x86-64, arm64).
ALLOWED: dict[str, tuple[int, int]] = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "sched_yield": (24, 124),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "futex": (202, 98),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "setrlimit": (160, 164),
    "prlimit64": (302, 261),
    "setitimer": (38, 103),
    "getrandom": (318, 278),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, audit number
LOAD, EQUALS, RETURN = 0x20, 0x15, 0x06  # BPF: load a word, jump if equal, return
NUMBER_AT, ARCHITECTURE_AT = 0, 4  # in struct seccomp_data
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ERRNO | EPERM
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 1, 38, 22, 2
SIGKILL = 9


def program(machine: str) -> bytes | None:
    """Return the filter's BPF instructions for a machine (`platform.machine()`), None where it isn't known."""
    if machine not in ARCHITECTURES:
        return None
    column, architecture = ARCHITECTURES[machine]
    known = sorted(pair[column] for pair in ALLOWED.values())
    steps = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUALS, 1, 0, architecture),
        (RETURN, 0, 0, REFUSE),
        (LOAD, 0, 0, NUMBER_AT),
    ]
    steps += [(EQUALS, len(known) - at, 0, number) for at, number in enumerate(known)]
    steps += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def die_with_parent() -> bool:
    """Ask the kernel to kill this process when its parent ends; False where the kernel can't."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0)


def confine() -> bool:
    """Install the filter for good; False where the system can't (then only the resource limits hold)."""
    code = program(platform.machine()) if sys.platform == "linux" else None
    if code is None:
        return False
    held = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: an unsigned short, padding, a pointer
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(held))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(PR_SET_NO_NEW_PRIVS, 1, None, 0, 0) != 0:
        return False
    return bool(prctl(PR_SET_SECCOMP, FILTER_MODE, header, 0, 0) == 0)
