namespace Cardline.Knowledge.Articles;

/// <summary>The numbers of the knowledge room. A number is never used for anything else, also after it is retired.</summary>
/// <remarks>Each has a page in docs/errors; a new one needs its page in the same change.</remarks>
internal static class FindingNumber
{
    internal const string BrokenYaml = "KB001";
    internal const string UnknownKey = "KB002";
    internal const string MissingPart = "KB003";
    internal const string NameMismatch = "KB004";
    internal const string Duplicate = "KB005";
    internal const string MissingSibling = "KB006";
    internal const string UnknownFact = "KB007";
    internal const string UnknownArticle = "KB008";
    internal const string FewQuestions = "KB009";
    internal const string BadDate = "KB010";
    internal const string BadChoice = "KB011";
    internal const string HandWrittenNumber = "KB012";
    internal const string SharedQuestion = "KB013";
    internal const string QuestionSetArticle = "KB014";
    internal const string QuestionSetShape = "KB015";
    internal const string BadFact = "KB016";
    internal const string Unreadable = "KB017";
    internal const string NoFolder = "KB018";
    internal const string WrongKind = "KB019";
    internal const string BadId = "KB020";
    internal const string BadGlossary = "KB021";
    internal const string DoubledUnit = "KB022";
    internal const string OutsideShape = "KB080";
}
