"""Reads a TensorFlow Lite model, with nothing but Python's standard library. Field numbers are those of schema.fbs (github.com/tensorflow/tensorflow)."""
import struct

ADD, AVERAGE_POOL, CONVOLUTION, DEPTHWISE, DEQUANTIZE, LOGISTIC, MULTIPLY, RELU, RESIZE_BILINEAR, CUSTOM, HARD_SWISH = 0, 1, 3, 4, 6, 14, 18, 19, 23, 32, 117
SAME, VALID = 0, 1
FLOAT32, FLOAT16 = 0, 1


class _Table:
    """A table of a FlatBuffer; a field that is left out has its default."""

    def __init__(self, data, at):
        self._data, self._at = data, at
        self._fields = at - self._read("i", at)

    def _read(self, kind, at):
        return struct.unpack_from("<" + kind, self._data, at)[0]

    def _place(self, field):
        offset = 4 + 2 * field
        found = self._read("H", self._fields + offset) if offset < self._read("H", self._fields) else 0
        return self._at + found if found else None

    def number(self, field, kind, default=0):
        at = self._place(field)
        return default if at is None else self._read(kind, at)

    def table(self, field):
        at = self._place(field)
        return None if at is None else _Table(self._data, at + self._read("I", at))

    def bytes(self, field):
        at = self._place(field)
        if at is None:
            return b""
        at += self._read("I", at)
        return self._data[at + 4:at + 4 + self._read("I", at)]

    def numbers(self, field):
        at = self._place(field)
        if at is None:
            return []
        at += self._read("I", at)
        return list(struct.unpack_from("<%di" % self._read("I", at), self._data, at + 4))

    def tables(self, field):
        at = self._place(field)
        if at is None:
            return []
        at += self._read("I", at)
        places = range(at + 4, at + 4 + 4 * self._read("I", at), 4)
        return [_Table(self._data, place + self._read("I", place)) for place in places]


class Node:
    """One operator. inputs and outputs are numbers of tensors."""

    def __init__(self, operator, table):
        self.operator, self.inputs, self.outputs = operator, table.numbers(1), table.numbers(2)
        self._options = table.table(4)
        self.custom_options = table.bytes(5)

    def option(self, field, kind="b", default=0):
        return self._options.number(field, kind, default) if self._options else default


class Model:
    """The first graph: nodes in the order they run, shapes, and the numbers of tensors that are constant."""

    def __init__(self, data):
        model = _Table(data, struct.unpack_from("<I", data, 0)[0])
        graph = model.tables(2)[0]
        codes = [max(code.number(0, "b"), code.number(3, "i")) for code in model.tables(1)]
        self._tensors, self._buffers = graph.tables(0), model.tables(4)
        self.inputs, self.outputs = graph.numbers(1), graph.numbers(2)
        self.nodes = [Node(codes[node.number(0, "I")], node) for node in graph.tables(3)]

    def shape(self, tensor):
        return self._tensors[tensor].numbers(0)

    def values(self, tensor):
        """A constant's numbers; float16 is what the file keeps, and each of them is a float32, too."""
        table = self._tensors[tensor]
        data = self._buffers[table.number(2, "I")].bytes(0)
        kind, size = {FLOAT32: ("f", 4), FLOAT16: ("e", 2)}[table.number(1, "b")]
        return struct.unpack("<%d%s" % (len(data) // size, kind), data)
