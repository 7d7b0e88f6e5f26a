"""Reading C++ well enough to check its shape: code without comments and strings, its functions, its
includes and its tests. Not a parser: it relies on the project's formatting."""

import re
from typing import NamedTuple

RAW_STRING = re.compile(r'R"([^\s()\\]{0,16})\(')
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.MULTILINE)
TEST = re.compile(r"^\s*(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", re.MULTILINE)


class Function(NamedTuple):
    name: str
    first: int  # line of the signature, from 1
    last: int  # line of the closing brace


class Include(NamedTuple):
    line: int
    quoted: bool
    path: str


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def includes(text):
    return [
        Include(line_of(text, m.start(1)), m.group(1) == '"', m.group(2))
        for m in INCLUDE.finditer(text)
    ]


def tests(text):
    """(line, suite, name) of every test; commented-out ones are not tests."""
    code = without_comments(text)
    return [(line_of(code, m.start(1)), m.group(1), m.group(2)) for m in TEST.finditer(code)]


def _literal_end(text, start):
    """Offset after the string or character literal that begins at `start`."""
    quote = text[start]
    i = start + 1
    while i < len(text) and text[i] != quote and text[i] != "\n":
        i += 2 if text[i] == "\\" else 1
    return min(i + 1, len(text))


def _blank(piece):
    return re.sub(r"[^\n]", " ", piece)


def without_comments(text):
    """The same text, line for line, with comments and the inside of literals blanked."""
    out = []
    i = 0
    while i < len(text):
        two = text[i : i + 2]
        raw = RAW_STRING.match(text, i) if two == 'R"' else None
        if two == "//":
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
            out.append(_blank(text[i:end]))
        elif two == "/*":
            end = text.find("*/", i + 2)
            end = len(text) if end < 0 else end + 2
            out.append(_blank(text[i:end]))
        elif raw:
            end = text.find(")" + raw.group(1) + '"', raw.end())
            end = len(text) if end < 0 else end + len(raw.group(1)) + 2
            out.append('"' + _blank(text[i + 1 : end - 1]) + '"')
        elif text[i] == '"' or (text[i] == "'" and not (i and text[i - 1].isalnum())):
            end = _literal_end(text, i)
            out.append(text[i] + _blank(text[i + 1 : end - 1]) + text[end - 1])
        else:
            end = i + 1
            out.append(text[i])
        i = end
    return "".join(out)


VALUE = "value"  # a brace of an initialiser inside a function's head


def _is_value(head):
    """Whether a brace after `head` is a value in it: `x_{1}` or `A a = {}` among the parameters."""
    return head[-1:].isalnum() or head[-1:] in "_>" or head.count("(") > head.count(")")


def _is_function_head(head):
    """Whether the text before a brace opens a function (and not a class, an initialiser, ...)."""
    head = head.strip()
    if not head.endswith((")", "const", "override", "final", "noexcept", "&", "&&", "}")):
        # A trailing return type, or a constructor's initialiser list.
        if not re.search(r"\)\s*(const\s*)?(noexcept\s*)?(->[^;{}()=]+|:[^:].*)$", head, re.DOTALL):
            return False
    if not re.search(r"[\w>\]~=+\-*/!<&|]\s*\(", head):
        return False
    return not re.match(r"(namespace|class|struct|union|enum|extern)\b[^()]*$", head)


def functions(text):
    """Outermost functions with a body. A lambda or a nested block belongs to its function."""
    code = without_comments(text)
    code = re.sub(r"^[ \t]*#(?:.*\\\n)*.*$", lambda m: _blank(m.group(0)), code, flags=re.MULTILINE)
    found = []
    stack = []  # for every open brace: the function it opens, or None
    head_start = 0
    depth_in_function = 0
    for i, c in enumerate(code):
        if c == "{":
            head = code[head_start:i]
            opens = None
            if not depth_in_function:
                if _is_value(head):
                    opens = VALUE
                elif _is_function_head(head):
                    start = head_start + len(head) - len(head.lstrip())
                    name = re.search(r"([~\w:]+|operator\S+)\s*\(", head)
                    opens = (name.group(1) if name else "?", line_of(code, start))
            stack.append(opens)
            if opens == VALUE:
                continue
            if opens or depth_in_function:
                depth_in_function += 1
            head_start = i + 1
        elif c == "}":
            opens = stack.pop() if stack else None
            if opens == VALUE:
                continue
            if depth_in_function:
                depth_in_function -= 1
            if opens:
                found.append(Function(opens[0], opens[1], line_of(code, i)))
            head_start = i + 1
        elif c == ";" and not depth_in_function:
            head_start = i + 1
    return found
