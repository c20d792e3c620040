namespace Cardline.Handoff.Detection.Learned;

/// <summary>A message with what it is an example of.</summary>
/// <param name="Label">One of the labels of its <see cref="Subject"/>.</param>
/// <param name="Text">The words.</param>
internal sealed record Example(string Label, string Text);
