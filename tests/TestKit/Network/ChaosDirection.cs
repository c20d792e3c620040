namespace Cardline.TestKit.Network;

/// <summary>The way bytes go through a <see cref="ChaosProxy"/>.</summary>
public enum ChaosDirection
{
    /// <summary>What the client sends.</summary>
    ToServer,

    /// <summary>What the server sends.</summary>
    ToClient,
}
