using Cardline.TestKit.History;

namespace Cardline.Load.Faults;

/// <summary>What clients do to the nodes.</summary>
internal static class ClientFaults
{
    /// <summary>Gets the faults.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("client-overtaking", "Each cardholder has four messages under way at once, each twice.", (scene, cancel) => scene.LastAsync(cancel))
        {
            Together = 4, Short = true, WithoutRedis = true,
            Control = new NegativeControl("idempotency", FaultKind.Duplicated),
        },
    ];
}
