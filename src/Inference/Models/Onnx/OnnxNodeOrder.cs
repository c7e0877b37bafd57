namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Sorts nodes topologically, keeping the file's order where it can, and refuses graphs that cannot be sorted.</summary>
internal static class OnnxNodeOrder
{
    /// <exception cref="UnusableModelException">A name is given twice, nothing gives a name that is read, or nodes read each other in a circle.</exception>
    public static IReadOnlyList<OnnxNode> Sort(OnnxModel model)
    {
        Dictionary<string, int> producers = FindProducers(model);
        int[] waitsFor = new int[model.Nodes.Count];
        List<int>?[] readers = new List<int>?[model.Nodes.Count];
        for (int index = 0; index < model.Nodes.Count; index++)
        {
            foreach (string input in model.Nodes[index].Inputs.Where(static input => input.Length > 0))
            {
                if (!producers.TryGetValue(input, out int producer))
                    throw new UnusableModelException(
                        $"it reads '{input}', which is no input, no initializer and no node's output", model.Nodes[index].Description);
                if (producer < 0)
                    continue;
                waitsFor[index]++;
                (readers[producer] ??= []).Add(index);
            }
        }

        foreach (OnnxValue output in model.Outputs)
        {
            if (!producers.ContainsKey(output.Name))
                throw new UnusableModelException($"nothing gives the graph's output '{output.Name}'");
        }

        PriorityQueue<int, int> ready = new();
        for (int index = 0; index < waitsFor.Length; index++)
        {
            if (waitsFor[index] == 0)
                ready.Enqueue(index, index);
        }

        List<OnnxNode> sorted = [];
        while (ready.TryDequeue(out int index, out _))
        {
            sorted.Add(model.Nodes[index]);
            foreach (int reader in readers[index] ?? [])
            {
                if (--waitsFor[reader] == 0)
                    ready.Enqueue(reader, reader);
            }
        }

        if (sorted.Count < model.Nodes.Count)
            throw new UnusableModelException(
                "it is in or behind a circle of nodes that wait for each other", model.Nodes[Array.FindIndex(waitsFor, static waits => waits > 0)].Description);
        return sorted;
    }

    // Of each name: the node that gives it, or −1 for inputs and initializers.
    private static Dictionary<string, int> FindProducers(OnnxModel model)
    {
        Dictionary<string, int> producers = [];
        foreach (OnnxTensor initializer in model.Initializers)
        {
            if (!producers.TryAdd(initializer.Name, -1))
                throw new UnusableModelException($"two initializers are named '{initializer.Name}'");
        }

        // Before IR version 4 every initializer is also listed as an input.
        HashSet<string> inputs = [];
        foreach (OnnxValue input in model.Inputs)
        {
            if (input.Name.Length == 0 || !inputs.Add(input.Name))
                throw new UnusableModelException($"two inputs are named '{input.Name}', or one has no name");
            producers.TryAdd(input.Name, -1);
        }

        for (int index = 0; index < model.Nodes.Count; index++)
        {
            foreach (string output in model.Nodes[index].Outputs.Where(static output => output.Length > 0))
            {
                if (!producers.TryAdd(output, index))
                    throw new UnusableModelException($"it gives '{output}', a name that is given already", model.Nodes[index].Description);
            }
        }

        return producers;
    }
}
