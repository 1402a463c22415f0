package io.trainyard.nn;

/**
 * A module that a request can name. A new one is a class with one public constructor, whose
 * annotated parameters are its arguments, and its name in the list below or in that of {@link
 * Activation}.
 */
public abstract sealed class Layer extends Module
    permits Activation,
        AdaptiveAvgPool1d,
        AdaptiveAvgPool2d,
        AdaptiveMaxPool1d,
        AdaptiveMaxPool2d,
        AlphaDropout,
        BatchNorm,
        Bilinear,
        ChannelShuffle,
        Convolution,
        Dropout,
        Dropout1d,
        Dropout2d,
        Embedding,
        Flatten,
        GroupNorm,
        Identity,
        InstanceNorm,
        LayerNorm,
        Linear,
        LocalResponseNorm,
        Pad,
        PixelShuffle,
        PixelUnshuffle,
        Pool,
        RMSNorm,
        TransposedConvolution,
        Unflatten,
        Upsample {

  Layer() {}
}
