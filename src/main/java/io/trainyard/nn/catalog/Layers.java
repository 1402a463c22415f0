package io.trainyard.nn.catalog;

import io.trainyard.nn.Layer;
import io.trainyard.nn.activation.Activation;
import io.trainyard.nn.attention.MultiheadAttention;
import io.trainyard.nn.attention.Transformer;
import io.trainyard.nn.attention.TransformerLayer;
import io.trainyard.nn.attention.TransformerStack;
import io.trainyard.nn.convolution.Convolution;
import io.trainyard.nn.convolution.TransposedConvolution;
import io.trainyard.nn.dropout.AlphaDropout;
import io.trainyard.nn.dropout.Dropout;
import io.trainyard.nn.dropout.Dropout1d;
import io.trainyard.nn.dropout.Dropout2d;
import io.trainyard.nn.flatten.Flatten;
import io.trainyard.nn.flatten.Unflatten;
import io.trainyard.nn.linear.Bilinear;
import io.trainyard.nn.linear.Identity;
import io.trainyard.nn.linear.Linear;
import io.trainyard.nn.normalization.BatchNorm;
import io.trainyard.nn.normalization.GroupNorm;
import io.trainyard.nn.normalization.InstanceNorm;
import io.trainyard.nn.normalization.LayerNorm;
import io.trainyard.nn.normalization.LocalResponseNorm;
import io.trainyard.nn.normalization.RMSNorm;
import io.trainyard.nn.padding.Pad;
import io.trainyard.nn.pooling.AdaptiveAvgPool1d;
import io.trainyard.nn.pooling.AdaptiveAvgPool2d;
import io.trainyard.nn.pooling.AdaptiveMaxPool1d;
import io.trainyard.nn.pooling.AdaptiveMaxPool2d;
import io.trainyard.nn.pooling.Pool;
import io.trainyard.nn.recurrent.Recurrent;
import io.trainyard.nn.recurrent.RecurrentCell;
import io.trainyard.nn.sparse.Embedding;
import io.trainyard.nn.vision.ChannelShuffle;
import io.trainyard.nn.vision.PixelShuffle;
import io.trainyard.nn.vision.PixelUnshuffle;
import io.trainyard.nn.vision.Upsample;
import io.trainyard.signature.Members;
import java.util.List;

/**
 * All layers. One that extends a sealed class, as ReLU extends Activation, stands in the list of
 * that class; one that extends {@link Layer} itself stands here.
 */
public final class Layers implements Members<Layer> {

  @Override
  public Class<Layer> family() {
    return Layer.class;
  }

  @Override
  public List<Class<? extends Layer>> members() {
    return List.of(
        Activation.class,
        AdaptiveAvgPool1d.class,
        AdaptiveAvgPool2d.class,
        AdaptiveMaxPool1d.class,
        AdaptiveMaxPool2d.class,
        AlphaDropout.class,
        BatchNorm.class,
        Bilinear.class,
        ChannelShuffle.class,
        Convolution.class,
        Dropout.class,
        Dropout1d.class,
        Dropout2d.class,
        Embedding.class,
        Flatten.class,
        GroupNorm.class,
        Identity.class,
        InstanceNorm.class,
        LayerNorm.class,
        Linear.class,
        LocalResponseNorm.class,
        MultiheadAttention.class,
        Pad.class,
        PixelShuffle.class,
        PixelUnshuffle.class,
        Pool.class,
        RMSNorm.class,
        Recurrent.class,
        RecurrentCell.class,
        Transformer.class,
        TransformerLayer.class,
        TransformerStack.class,
        TransposedConvolution.class,
        Unflatten.class,
        Upsample.class);
  }
}
