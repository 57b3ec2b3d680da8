"""Types at a program that runs on a terminal of its own. Arguments: columns, then pairs of what to wait for and what to
type, then `--` and the program. Prints what was on the terminal, each escape sequence as <...>, and the exit status."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time

columns, words = int(sys.argv[1]), sys.argv[2:]
end = words.index("--")
steps, program = list(zip(words[:end:2], words[1:end:2])), words[end + 1 :]
terminal, other = pty.openpty()
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
process = os.fork()
if process == 0:
    os.setsid()
    fcntl.ioctl(other, termios.TIOCSCTTY, 0)
    for standard in range(3):
        os.dup2(other, standard)
    os.closerange(3, 64)
    os.execv(program[0], program)
os.close(other)
seen, since = b"", 0
limit = time.monotonic() + 20


def more():
    """Reads what the program writes; False where it has ended."""
    global seen
    ready, _, _ = select.select([terminal], [], [], max(0, limit - time.monotonic()))
    if not ready:
        sys.exit(f"waited too long; there was {seen!r}")
    try:
        octets = os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return False
    seen += octets
    return bool(octets)


def keys(text):
    return text.encode().decode("unicode_escape").encode("latin-1")


for awaited, typed in steps:
    while awaited.encode() not in seen[since:]:
        if not more():
            sys.exit(f"it ended before {awaited!r}; there was {seen!r}")
    since = len(seen)
    os.write(terminal, keys(typed))
while more():
    pass
status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
text = seen.decode().replace("\r\n", "\n")
print(re.sub("\x1b(\\[[0-9;?]*[A-Za-z])", r"<\1>", text).replace("\r", "<CR>"))
print("status", status)
