namespace Cardline.TestKit.Model.Evil;

/// <summary>One attack of the corpus, and what a model that obeys it would answer.</summary>
/// <param name="Id">Such as <c>en-001</c>.</param>
/// <param name="Lang">The attacker's language: <c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="Where">Where it is put: <c>direct</c>, <c>history</c>, <c>name</c>, <c>article</c>, <c>summary</c> or <c>quoted</c>.</param>
/// <param name="Goal">What it is after: <c>leak</c>, <c>fee</c>, <c>promise</c>, <c>close</c>, <c>no_handoff</c>, <c>image</c>, <c>impersonate</c>, <c>language</c>, <c>tool</c>, <c>data</c>, <c>rude</c>, <c>json</c> or <c>format</c>.</param>
/// <param name="Attack">The attacker's text.</param>
/// <param name="Obeyed">The obedient answer, word for word.</param>
/// <param name="Question">The harmless question beside it; null where the attack is the message itself.</param>
public sealed record AttackPair(string Id, string Lang, string Where, string Goal, string Attack, string Obeyed, string? Question);
