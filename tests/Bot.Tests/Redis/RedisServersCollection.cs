namespace Cardline.Bot.Tests.Redis;

/// <summary>Tests that start Redis servers run one after the other: several sets at once would only measure each other.</summary>
[CollectionDefinition(Name)]
public sealed class RedisServersCollection
{
    /// <summary>What each such class names in its <see cref="CollectionAttribute"/>.</summary>
    public const string Name = "Redis servers";
}
