using Cardline.TestKit.Model;

namespace Cardline.Load.Model;

/// <summary>What all measurements share.</summary>
/// <param name="Honest">The words of the fake.</param>
/// <param name="Model">The fake; a measurement that makes it misbehave makes it honest again.</param>
/// <param name="Off">A server that asks it nothing.</param>
internal sealed record Scene(HonestModel Honest, ModelServer Model, ModelNode Off);
