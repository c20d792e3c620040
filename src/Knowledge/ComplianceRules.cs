namespace Cardline.Knowledge;

/// <summary>What nobody and nothing may say in the bank's name, from <c>compliance.yml</c>.</summary>
/// <param name="Forbidden">Forbidden words by language, <c>en</c> and <c>zh-Hans</c>.</param>
/// <param name="Links">Hosts that a link may lead to, in small letters.</param>
public sealed record ComplianceRules(IReadOnlyDictionary<string, IReadOnlyList<ForbiddenWords>> Forbidden, IReadOnlyList<string> Links);

/// <summary>Words that may not be said.</summary>
/// <param name="Words">The pattern as the editor wrote it.</param>
/// <param name="Parts">The pattern taken apart; at least one part.</param>
/// <param name="Reason">Why they are forbidden.</param>
/// <param name="Example">A sentence that the pattern forbids.</param>
public sealed record ForbiddenWords(string Words, IReadOnlyList<ForbiddenPart> Parts, string Reason, string Example);

/// <summary>A part of a pattern.</summary>
/// <param name="Alternatives">Words of which one must stand there; empty for a gap.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
/// <param name="Gap">Most words (Chinese: characters) that may be skipped; 0 when it is no gap.</param>
public sealed record ForbiddenPart(IReadOnlyList<string> Alternatives, bool IsOptional, int Gap);
