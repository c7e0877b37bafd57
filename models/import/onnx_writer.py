"""Writes an ONNX file (IR 7) with nothing but Python's standard library, so the bytes depend on no installed package's version.

Field numbers are those of onnx.proto (github.com/onnx/onnx). Fields are written in ascending order, which makes the file canonical.
"""
import struct

FLOAT, INT64 = 1, 7


def _varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _int(field, value):
    return _varint(field << 3) + _varint(value)


def _bytes(field, value):
    if isinstance(value, str):
        value = value.encode()
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _attribute(name, value):
    if isinstance(value, int):
        return _bytes(1, name) + _int(3, value) + _int(20, 2)
    if isinstance(value, float):
        return _bytes(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _int(20, 1)
    if isinstance(value, str):
        return _bytes(1, name) + _bytes(4, value) + _int(20, 3)
    return _bytes(1, name) + b"".join(_int(8, v) for v in value) + _int(20, 7)


def _value_info(name, shape):
    dimensions = b"".join(_bytes(1, _int(1, d)) for d in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _int(1, FLOAT) + _bytes(2, dimensions)))


class Graph:
    """Nodes and constants in the order they are added; a node is named for its output."""

    def __init__(self, name):
        self._name = name
        self._nodes = []
        self._constants = {}

    def node(self, operator, inputs, output, **attributes):
        encoded = b"".join(_bytes(1, i) for i in inputs) + _bytes(2, output) + _bytes(3, output) + _bytes(4, operator)
        encoded += b"".join(_bytes(5, _attribute(k, attributes[k])) for k in sorted(attributes))
        self._nodes.append(encoded)
        return output

    def floats(self, name, shape, values):
        return self._constant(name, shape, FLOAT, struct.pack("<%df" % len(values), *values))

    def integers(self, name, values):
        return self._constant(name, [len(values)], INT64, struct.pack("<%dq" % len(values), *values))

    def _constant(self, name, shape, kind, raw):
        self._constants[name] = b"".join(_int(1, d) for d in shape) + _int(2, kind) + _bytes(8, name) + _bytes(9, raw)
        return name

    def to_bytes(self, inputs, outputs, producer, properties, opset=13):
        """inputs, outputs: {name: shape}; properties: {key: text}, kept in the file for whoever opens it without its manifest."""
        graph = b"".join(_bytes(1, n) for n in self._nodes) + _bytes(2, self._name)
        graph += b"".join(_bytes(5, c) for c in self._constants.values())
        graph += b"".join(_bytes(11, _value_info(*i)) for i in inputs.items())
        graph += b"".join(_bytes(12, _value_info(*o)) for o in outputs.items())
        return (_int(1, 7) + _bytes(2, producer) + _bytes(7, graph) + _bytes(8, _int(2, opset))
                + b"".join(_bytes(14, _bytes(1, k) + _bytes(2, v)) for k, v in properties.items()))
