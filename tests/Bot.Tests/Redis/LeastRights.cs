using Cardline.TestKit;
using Cardline.TestKit.Redis;

namespace Cardline.Bot.Tests.Redis;

/// <summary>A primary and a replica whose user <c>default</c> has the rights of <c>deploy/kubernetes/files/users.acl</c> and no more.</summary>
public sealed class LeastRights : IAsyncLifetime
{
    public const string Password = "long-enough";

    /// <summary>Gets the rule as it is deployed, with a password.</summary>
    public static string Rule { get; } = File.ReadLines(Path.Combine(Repository.Root, "deploy", "kubernetes", "files", "users.acl"))
        .Single(line => line.StartsWith("user default ", StringComparison.Ordinal)).Replace(">PASSWORD", $">{Password}", StringComparison.Ordinal);

    /// <summary>Gets the commands that the rule allows, such as <c>xadd</c> and <c>config|get</c>.</summary>
    public static IReadOnlyList<string> Allowed { get; } = [.. Rule.Split(' ').Where(word => word.StartsWith('+')).Select(word => word[1..])];

    internal RedisReplicaPair Pair { get; private set; } = null!;

    internal RedisServer Server => Pair.Primary;

    internal string Address => $"{Server.Address},password={Password}";

    public async Task InitializeAsync() => Pair = await RedisReplicaPair.StartAsync(new RedisSetup { Users = [Rule], Settings = ["appendonly yes", "appendfsync always"] });

    public async Task DisposeAsync() => await Pair.DisposeAsync();

    /// <summary>Forgets what is stored and what was denied.</summary>
    internal async Task BeginAsync()
    {
        await Server.CommandAsync("FLUSHALL");
        await Server.CommandAsync("ACL", "LOG", "RESET");
    }

    /// <summary>Lists what was denied: the command, or the key or channel.</summary>
    internal async Task<IReadOnlyList<string?>> DeniedAsync() => [.. (await Server.CommandAsync("ACL", "LOG")).Items.Select(entry => entry.Texts[7])];
}
