#!/usr/bin/env python3
"""Packs up to three partitions into a TRX image: trx.py OUT PARTITION...

TRX, version 1, all little-endian:
   0  magic "HDR0"
   4  length of the whole image, header included
   8  CRC-32 of bytes 12..length, without the final inversion
  12  flags (16 bits), version (16 bits)
  16  offset of partition 1, 2, 3 (0: none)
Each partition begins at a multiple of the flash's erase block; the gaps are zeros.
"""
import struct
import sys
import zlib

ERASE_BLOCK = 0x10000
HEADER_SIZE = 28

out, *names = sys.argv[1:]
body, offsets = b"", []
for number, name in enumerate(names):
    if number:
        body += bytes(-(HEADER_SIZE + len(body)) % ERASE_BLOCK)
    offsets.append(HEADER_SIZE + len(body))
    with open(name, "rb") as file:
        body += file.read()
body += bytes(-(HEADER_SIZE + len(body)) % ERASE_BLOCK)

tail = struct.pack("<HH3I", 0, 1, *offsets, *[0] * (3 - len(offsets))) + body
checksum = zlib.crc32(tail) ^ 0xFFFFFFFF
with open(out, "wb") as file:
    file.write(struct.pack("<4sII", b"HDR0", 12 + len(tail), checksum) + tail)
