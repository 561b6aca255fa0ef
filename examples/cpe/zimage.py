#!/usr/bin/env python3
"""Takes the kernel out of Debian's ARM zImage: zimage.py ZIMAGE IMAGE.

A zImage is a small program and, somewhere behind it, the kernel as one xz stream.
"""
import lzma
import sys

source, out = sys.argv[1:]
with open(source, "rb") as file:
    data = file.read()

at = data.find(b"\xfd7zXZ\0")
while at >= 0:
    stream = lzma.LZMADecompressor(format=lzma.FORMAT_XZ)
    try:
        image = stream.decompress(data[at:])
        if stream.eof and b"Linux version " in image:
            break
    except lzma.LZMAError:
        pass
    at = data.find(b"\xfd7zXZ\0", at + 1)
else:
    sys.exit(f"{source}: no xz stream that holds a kernel")

with open(out, "wb") as file:
    file.write(image)
