"""Prints the syntax trees of CPython, one node a line, for comparison.

Reads NUL-terminated paths from standard input. For each file it writes a line
"= SIZE VALUES" and that many bytes of "Type start end" lines and of values of
constants (a checksum a line, "?" where the value is not compared), or
"! MESSAGE" when CPython does not accept the file. Offsets are bytes of the
file's text as UTF-8 without byte order mark. With --speed it only parses and
prints the CPU time.
"""

import ast
import io
import re
import struct
import sys
import time
import tokenize
import warnings
import zlib

LINE_END = re.compile(rb"\r\n|\r|\n")


def text_of(data):
    """The file's text as UTF-8 bytes, line ends untouched."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    if encoding == "utf-8-sig":
        return data[3:]
    if encoding == "utf-8":
        return data
    return data.decode(encoding).encode()


SURROGATE = re.compile("[\ud800-\udfff]")


def value_of(value, written):
    """What a constant's value comes down to, for comparison."""
    kind = type(value)
    if kind is str:
        if b"\\N{" in written:
            return "?\n"
        data = SURROGATE.sub("\ufffd", value).encode()
    elif kind is bytes:
        data = value
    elif kind is int:
        data = b"%x" % value
    elif kind is float:
        data = struct.pack(">d", value)
    else:
        return "?\n"
    return "%08x\n" % zlib.crc32(data)


def dump(tree, text):
    starts = [0, 0]
    starts.extend(match.end() for match in LINE_END.finditer(text))
    lines = []
    values = []
    stack = [tree]
    while stack:
        node = stack.pop()
        children = []
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, ast.AST):
                children.append(value)
            elif isinstance(value, list):
                children.extend(item for item in value if isinstance(item, ast.AST))
        children.reverse()
        stack.extend(children)
        line = getattr(node, "lineno", None)
        if line is None:
            continue
        start = starts[line] + node.col_offset
        end = starts[node.end_lineno] + node.end_col_offset
        lines.append("%s %d %d\n" % (node.__class__.__name__, start, end))
        if isinstance(node, ast.Constant):
            values.append(value_of(node.value, text[start:end]))
    return "".join(lines).encode(), "".join(values).encode()


def read_paths():
    return [path for path in sys.stdin.buffer.read().split(b"\0") if path]


def compare():
    out = sys.stdout.buffer
    for path in read_paths():
        try:
            with open(path, "rb") as file:
                data = file.read()
            tree = ast.parse(data)
            lines, values = dump(tree, text_of(data))
        except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError) as error:
            out.write(b"! %s\n" % repr(error).replace("\n", " ").encode(errors="replace"))
        else:
            out.write(b"= %d %d\n" % (len(lines), len(values)))
            out.write(lines)
            out.write(values)
        out.flush()


def speed():
    sources = []
    for path in read_paths():
        with open(path, "rb") as file:
            sources.append(file.read())
    size = 0
    start = time.process_time()
    for data in sources:
        try:
            ast.parse(data)
            size += len(data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    print(size, time.process_time() - start)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    speed() if "--speed" in sys.argv else compare()
