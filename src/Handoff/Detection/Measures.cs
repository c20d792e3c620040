namespace Cardline.Handoff.Detection;

/// <summary>The numbers under <c>measures</c> in <c>handoff.yml</c>, by which signals become a decision. Percent are of probabilities, 0 to 100.</summary>
/// <remarks>The values in the file were chosen on the development cases; docs/detection.md tells how.</remarks>
internal sealed record Measures
{
    /// <summary>Gets how many unhelped turns one after another make the bot offer a person.</summary>
    public required int UnhelpedTurns { get; init; }

    /// <summary>Gets how many upset messages one after another make the bot offer a person.</summary>
    public required int UpsetTurns { get; init; }

    /// <summary>Gets from what likeness on, in percent, two messages ask the same thing.</summary>
    public required int LikenessPercent { get; init; }

    /// <summary>Gets how many questions in one message make it complex.</summary>
    public required int QuestionsInAMessage { get; init; }

    /// <summary>Gets from what probability on examples alone hand over at once.</summary>
    public required int AtOncePercent { get; init; }

    /// <summary>Gets from what probability on examples alone hand over because of <c>safety</c>.</summary>
    public required int SafetyPercent { get; init; }

    /// <summary>Gets from what probability on that nobody is needed at once a rule does not act.</summary>
    public required int VetoPercent { get; init; }

    /// <summary>Gets the same for the rules of <c>human_request</c> and of what is more urgent; of the sentence on which one of the latter fired <see cref="VetoPercent"/> is needed, too.</summary>
    public required int UrgentVetoPercent { get; init; }

    /// <summary>Gets from what probability on examples alone hand over although a rule's words are denied, asked about or only mentioned.</summary>
    public required int HeldBackPercent { get; init; }

    /// <summary>Gets from what probability on examples alone hand over although the message is so short that it may only pick from a list.</summary>
    public required int PickedPercent { get; init; }

    /// <summary>Gets from what probability on one sentence alone hands over, among others that do not.</summary>
    public required int SentencePercent { get; init; }

    /// <summary>Gets from what probability on of that sentence and the next one together it does so.</summary>
    public required int WithNextPercent { get; init; }

    /// <summary>Gets what part of the probability another reason than a rule's needs to take its place.</summary>
    public required int OtherReasonPercent { get; init; }

    /// <summary>Gets from what probability on examples alone note a right, beside the reason that decided.</summary>
    public required int RightPercent { get; init; }

    /// <summary>Gets from what probability on examples alone make the bot offer a person.</summary>
    public required int OfferPercent { get; init; }

    /// <summary>Gets from what probability on that a person need not be offered a rule does not make the bot offer one.</summary>
    public required int OfferVetoPercent { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="reader">Gathers faults.</param>
    /// <param name="map">The entry <c>measures</c>.</param>
    public static Measures Read(YamlDocumentReader reader, YamlDotNet.RepresentationModel.YamlMappingNode map)
    {
        int Percent(string name) => reader.Number(map, name, 1, 100);
        reader.CheckNames(map, "unhelped_turns", "upset_turns", "likeness_percent", "questions_in_a_message", "at_once_percent", "safety_percent", "veto_percent", "urgent_veto_percent", "held_back_percent", "picked_percent", "sentence_percent", "with_next_percent", "other_reason_percent", "right_percent", "offer_percent", "offer_veto_percent");
        return new Measures
        {
            UnhelpedTurns = reader.Number(map, "unhelped_turns", 1, 10),
            UpsetTurns = reader.Number(map, "upset_turns", 2, 10),
            LikenessPercent = Percent("likeness_percent"),
            QuestionsInAMessage = reader.Number(map, "questions_in_a_message", 2, 20),
            AtOncePercent = Percent("at_once_percent"),
            SafetyPercent = Percent("safety_percent"),
            VetoPercent = Percent("veto_percent"),
            UrgentVetoPercent = Percent("urgent_veto_percent"),
            HeldBackPercent = Percent("held_back_percent"),
            PickedPercent = Percent("picked_percent"),
            SentencePercent = Percent("sentence_percent"),
            WithNextPercent = Percent("with_next_percent"),
            OtherReasonPercent = Percent("other_reason_percent"),
            RightPercent = Percent("right_percent"),
            OfferPercent = Percent("offer_percent"),
            OfferVetoPercent = Percent("offer_veto_percent"),
        };
    }
}
