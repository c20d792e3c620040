namespace Cardline.Handoff.Detection.Learned;

/// <summary>What the classifiers make of a message: for each subject the probability of each of its labels.</summary>
/// <param name="Reason">In the order of <see cref="Subject.Reason"/>.</param>
/// <param name="Emotion">In the order of <see cref="Subject.Emotion"/>.</param>
internal sealed record Impression(IReadOnlyList<float> Reason, IReadOnlyList<float> Emotion);
