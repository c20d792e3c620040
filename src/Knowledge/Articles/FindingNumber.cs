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
    internal const string NearQuestion = "KB023";
    internal const string OwnNotQuestion = "KB024";
    internal const string TwoValues = "KB025";
    internal const string ContradictedFact = "KB026";
    internal const string SiblingNumbers = "KB027";
    internal const string Expired = "KB028";
    internal const string ReviewOverdue = "KB029";
    internal const string ExpiresTooEarly = "KB030";
    internal const string DateGap = "KB031";
    internal const string UnusedGlossary = "KB032";
    internal const string SharedWord = "KB033";
    internal const string DeadLink = "KB034";
    internal const string LinkNotShown = "KB035";
    internal const string UnlistedAddress = "KB036";
    internal const string UnlistedPhone = "KB037";
    internal const string HandWrittenContact = "KB038";
    internal const string InvisibleCharacter = "KB039";
    internal const string ModelInstruction = "KB040";
    internal const string HiddenText = "KB041";
    internal const string EncodedText = "KB042";
    internal const string UnknownFormat = "KB043";
    internal const string OutsideShape = "KB080";
    internal const string ComplianceShape = "KB090";
    internal const string ForbiddenPattern = "KB091";
    internal const string ForbiddenUnexplained = "KB092";
    internal const string LinkHost = "KB093";
    internal const string BrokenBaseline = "KB061";
    internal const string NewerBaseline = "KB062";
    internal const string OtherBaseline = "KB063";
    internal const string CannotWrite = "KB064";
    internal const string BadOption = "KB065";
    internal const string ImportShape = "KB066";
    internal const string ImportEmpty = "KB067";
    internal const string ImportNoPlace = "KB068";
    internal const string ImportPrompt = "KB069";
    internal const string ImportReference = "KB070";
    internal const string ImportHtml = "KB071";
    internal const string ImportConflict = "KB072";
    internal const string ImportKept = "KB073";
}
