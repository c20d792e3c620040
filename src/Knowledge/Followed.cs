namespace Cardline.Knowledge;

/// <summary>How the question before was used to understand a fragment such as "and for the gold card?".</summary>
/// <param name="Rule">Which rule it was.</param>
/// <param name="Asked">The text that was really asked, spelled out.</param>
public sealed record Followed(FollowedBy Rule, string Asked);

/// <summary>The rules by which a fragment follows the question before. The set is closed; docs/log.md names them.</summary>
public enum FollowedBy
{
    /// <summary>The earlier question again for another product or region.</summary>
    Product,

    /// <summary>The earlier article again, because it is for every product.</summary>
    SameForAll,

    /// <summary>A later part of the earlier article.</summary>
    Section,

    /// <summary>The earlier article's first paragraph again, because it says what is asked.</summary>
    Again,

    /// <summary>The earlier question with the words of the fragment added.</summary>
    Topic,
}
