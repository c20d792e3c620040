using System.Collections.Frozen;

namespace Cardline.Knowledge.Index;

/// <summary>A small table of Traditional characters that occur in questions about cards, so that nobody has to retype.</summary>
/// <remarks>Each pair is the Traditional character and its Simplified form. A missing pair costs a little recall and nothing else.</remarks>
internal static class TraditionalChinese
{
    private const string Pairs =
        "費费還还賬账帳账單单額额遺遗丟丢換换補补領领開开關关閉闭啟启動动設设置置這这個个們们嗎吗麼么樣样時时間间後后從从給给對对" +
        "錢钱銀银號号碼码電电話话機机網网頁页線线儲储轉转帶带際际國国幣币匯汇率率貨货結结餘余滯滞納纳約约違违約约罰罚減减級级" +
        "點点積积兌兑現现優优惠惠禮礼遊游飛飞貴贵賓宾廳厅廢废註注銷销複复復复雜杂訊讯訂订購购買买賣卖貸贷貼贴質质賠赔險险" +
        "壞坏損损鎖锁凍冻盜盗詐诈騙骗偽伪竊窃報报警警誤误錯错認认證证驗验密密簡简輸输終终絕绝續续總总經经營营業业務务" +
        "無无為为沒没會会來来過过說说請请問问讓让該该應应當当點点嘗尝試试讀读寫写聽听見见覺觉視视親亲愛爱聯联繫系絡络隨随" +
        "幾几萬万億亿兩两雙双歲岁長长短短門门東东車车運运輕轻較较進进連连適适選选邊边遠远離离難难雲云項项順顺預预頭头題题類类顯显" +
        "養养餐餐馬马體体髮发發发點点齊齐數数據据據据檔档極极構构權权條条標标樓楼機机歡欢氣气決决況况準准溫温濟济滿满" +
        "獎奖獨独獲获環环產产畫画異异當当癥症登登盡尽監监盤盘眾众確确禁禁種种稱称穩稳窮穷競竞筆笔節节範范簽签籤签紀纪紅红紙纸細细" +
        "組组緊紧緣缘編编練练縣县縮缩織织繳缴罷罢義义習习聲声職职肅肃脫脱腦脑與与舉举舊旧藝艺處处虛虚蘇苏術术衛卫裝装裡里規规" +
        "觀观觸触計计討讨訓训記记訪访評评詢询詳详誰谁課课調调談谈論论諾诺謝谢識识議议護护變变負负財财貨货責责費费賀贺資资" +
        "賴赖贈赠趕赶跡迹躍跃軟软載载輔辅辦办農农遲迟遷迁郵邮鄰邻醫医釋释針针鈔钞鍵键鐘钟鐵铁陸陆陽阳隊队階阶雖虽靈灵靜静頻频願愿飯饭";

    private static readonly FrozenDictionary<char, char> Table = Read();

    internal static char Simplify(char sign) => sign < '\u3400' ? sign : Table.GetValueOrDefault(sign, sign);

    private static FrozenDictionary<char, char> Read()
    {
        var table = new Dictionary<char, char>();
        for (var i = 0; i + 1 < Pairs.Length; i += 2) table[Pairs[i]] = Pairs[i + 1];
        return table.ToFrozenDictionary();
    }
}
