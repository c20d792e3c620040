using Cardline.Bot.Gate.Masking;

namespace Cardline.Bot.Tests.Masking;

/// <summary>What is masked in one text, and above all what is not.</summary>
public sealed class TextMaskTests
{
    [Theory]
    [InlineData("My card was stolen an hour ago, number 4111 1111 1111 1111", "My card was stolen an hour ago, number ************1111")]
    [InlineData("卡号4111111111111111被盗", "卡号************1111被盗")]
    [InlineData("card4111111111111111x", "card************1111x")]
    [InlineData("4111-1111-1111-1111", "************1111")]
    [InlineData("4111.1111.1111.1111.", "************1111.")]
    [InlineData("４１１１　１１１１　１１１１　１１１１", "************1111")]
    [InlineData("4111\u200B1111\u200D1111\u20601111", "************1111")]
    [InlineData("4\uFE0F\u20E31\uFE0F\u20E311111111111111", "************1111")]
    [InlineData("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "************1111")]
    [InlineData("3782 822463 10005 and 5555555555554444", "***********0005 and ************4444")]
    [InlineData("题 12 4111 1111 1111 1111", "题 12 ************1111")]
    [InlineData("6222021234567890128", "***************0128")]
    public void Mask_CardNumber_KeepsLastFour(string text, string expected)
    {
        Masks.Mask(text).ShouldBe(expected);
        Masks.Texts.Mask(text).Kinds.ShouldBe([MaskKinds.Card]);
    }

    [Theory]
    [InlineData("4111 1111 1111 1112 is what I typed")]
    [InlineData("order 98765432109876543210 and 4200001234202401011234567890")]
    [InlineData("paid 1,234.56 CNY on 2026-03-14, question 12, fee 2000")]
    [InlineData("2026-01-02 - 2026-02-07, 2026.01.02-2026.02.07, 20260102 20260306")]
    [InlineData("amounts 1200.50 3400.25 99.16")]
    [InlineData("20260314092004 and 20260314092011004")]
    [InlineData("reference TXN13800138000 and AB13912345678CD")]
    [InlineData("call 400 820 1234 or +852 2123-4567 or +8613800000000 or 13800000000")]
    [InlineData("error code 5001, area code 0755, zip code 518000, promo code 20262026")]
    [InlineData("my password is wrong and my pin is blocked, 密码忘了怎么办, password: how do I reset it")]
    [InlineData("shopping 2000 at the spinning mill 3456")]
    [InlineData("密码需要6位数字, the PIN has 6 digits, I entered the password 3 times")]
    [InlineData("忘记密码：2000元以内可以吗")]
    [InlineData("尾号1234密码错误")]
    [InlineData("my pin was changed in 2024")]
    [InlineData("11010119900307123X is no id, 110101199013070000 neither")]
    [InlineData("")]
    [InlineData("年费多少？What is the annual fee?")]
    public void Mask_NothingSecret_LeavesTextAlone(string text)
    {
        var masked = Masks.Texts.Mask(text);
        masked.Text.ShouldBe(text);
        masked.Kinds.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cvv 123", "cvv ***", MaskKinds.Cvv)]
    [InlineData("The CVV2 is 1234.", "The CVV2 is ***.", MaskKinds.Cvv)]
    [InlineData("安全码：321", "安全码：***", MaskKinds.Cvv)]
    [InlineData("卡背面后三位是 321", "卡背面后三位是 ***", MaskKinds.Cvv)]
    [InlineData("ＣＶＶ１２３", "ＣＶＶ***", MaskKinds.Cvv)]
    [InlineData("123 is my cvv", "*** is my cvv", MaskKinds.Cvv)]
    [InlineData("验证码123456", "验证码******", MaskKinds.OneTimeCode)]
    [InlineData("收到的验证码是 889 900", "收到的验证码是 ******", MaskKinds.OneTimeCode)]
    [InlineData("123456是我的动态码", "******是我的动态码", MaskKinds.OneTimeCode)]
    [InlineData("the code is 445566, ok?", "the code is ******, ok?", MaskKinds.OneTimeCode)]
    [InlineData("OTP:4455", "OTP:******", MaskKinds.OneTimeCode)]
    [InlineData("校验码\n778899", "校验码\n******", MaskKinds.OneTimeCode)]
    [InlineData("密码是135790", "密码是********", MaskKinds.Password)]
    [InlineData("my pin: 1357", "my pin: ********", MaskKinds.Password)]
    [InlineData("password is Hunter2!", "password is ********!", MaskKinds.Password)]
    [InlineData("pwd=correcthorse", "pwd=********", MaskKinds.Password)]
    [InlineData("密码abc12345", "密码********", MaskKinds.Password)]
    [InlineData("身份证11010519491231002X", "身份证******************", MaskKinds.IdNumber)]
    [InlineData("id 440308 19901010 1236", "id ******************", MaskKinds.IdNumber)]
    [InlineData("old id 110105491231002", "old id ******************", MaskKinds.IdNumber)]
    [InlineData("call 13812345678", "call ***********", MaskKinds.Phone)]
    [InlineData("手机138-1234-5678", "手机***********", MaskKinds.Phone)]
    [InlineData("+86 138 1234 5678", "***********", MaskKinds.Phone)]
    [InlineData("008613812345678", "***********", MaskKinds.Phone)]
    [InlineData("+1 (415) 555-0132 at 9", "*********** at 9", MaskKinds.Phone)]
    [InlineData("+852 9123 4567 300", "*********** 300", MaskKinds.Phone)]
    public void Mask_SecretOfOneKind_IsOverwritten(string text, string expected, string kind)
    {
        var masked = Masks.Texts.Mask(text);
        masked.Text.ShouldBe(expected);
        masked.Kinds.ShouldBe([kind]);
    }

    [Theory]
    [InlineData("4111 1111 1111 1111 12/28 123", "************1111 **** ***", "card_number,expiry,cvv")]
    [InlineData("card 4111111111111111, exp 12/2028, cvv 123", "card ************1111, exp ****, cvv ***", "card_number,expiry,cvv")]
    [InlineData("4111111111111111 有效期28年12月 安全码123", "************1111 有效期****月 安全码***", "card_number,expiry,cvv")]
    [InlineData("12/28 4111111111111111", "**** ************1111", "expiry,card_number")]
    [InlineData("4111111111111111 1228", "************1111 ****", "card_number,expiry")]
    public void Mask_ExpiryBesideCard_GoesToo(string text, string expected, string kinds)
    {
        var masked = Masks.Texts.Mask(text);
        masked.Text.ShouldBe(expected);
        string.Join(',', masked.Kinds).ShouldBe(kinds);
    }

    [Theory]
    [InlineData("4111111111111111 was charged on 2026-12-28", "************1111 was charged on 2026-12-28")]
    [InlineData("4111111111111111 500元", "************1111 500元")]
    [InlineData("12/28 I paid 300 with 4111111111111111", "12/28 I paid 300 with ************1111")]
    public void Mask_DatesAndAmountsNearCard_Stay(string text, string expected) => Masks.Mask(text).ShouldBe(expected);

    [Theory]
    [InlineData("1-7.6 3-5 1-5.7.8 20\u200B9\u20602.4.4")]
    [InlineData("0 00 2 3-3 3-3.7 34 4.2-3-9-2\u200D044")]
    public void Mask_CardWhoseEndLooksLikeADateOnlyForItsInvisibleSigns_NeverSurvives(string text) => Masks.LongestRun(Masks.Mask(text)).ShouldBeLessThan(13);

    [Theory]
    [InlineData("4111111111111111 2222 3333 4444 5")]
    [InlineData("cvv 123, 456 pin 7788 otp 998877, 112233")]
    [InlineData("1111 is my pin 2222 is my pin")]
    [InlineData("4111111111111111 13800138001 12/28 123 cvv 456")]
    [InlineData("password: abc password: def123 pin 123456 789")]
    public void Mask_MaskedText_ChangesNothing(string text)
    {
        var once = Masks.Mask(text);
        Masks.Mask(once).ShouldBe(once);
    }
}
