using EdgeVision.Inference.Tensors;

namespace EdgeVision.Workbench.Networks;

/// <summary>Where a network that is being built gets its numbers from. Asked once for each layer, in the order they are appended.</summary>
internal interface IWeightSource
{
    /// <summary>The weights of a convolution, [filters, channels / groups, height, width], or of a fully connected layer, [outputs, inputs].</summary>
    /// <param name="layer">Its name, for example "features.3.expand".</param>
    /// <param name="gain">By how much the activation after it shrinks what passes; random weights make up for it.</param>
    ConstantTensor Weights(string layer, TensorShape shape, float gain);

    /// <summary>The bias of the layer last asked for, one number a filter, with the batch norm that followed it folded in.</summary>
    ConstantTensor Bias(string layer, int count);
}
