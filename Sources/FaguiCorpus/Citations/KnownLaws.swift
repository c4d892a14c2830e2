/// Names of laws that texts cite without marks: 依照刑法第二百条, 民法典第五条.
///
/// A name begins where no sign says so; those of laws of the state are few and change rarely. Names of rules and local
/// regulations are not here: they are cited in marks.
enum KnownLaws {
    /// Where the longest known name that ends at an index begins; nil where none ends there.
    static func start(_ text: UTF8Bytes, endingAt end: Int, notBefore low: Int) -> Int? {
        guard end - low >= 6, let names = byEnding[ending(text, end)] else { return nil }
        for name in names where end - low >= name.count {
            let start = end - name.count
            var isSame = true
            for offset in 0..<name.count where text[start + offset] != name[offset] {
                isSame = false
                break
            }
            if isSame { return start }
        }
        return nil
    }

    /// The last two characters before an index, as a number.
    private static func ending(_ text: UTF8Bytes, _ end: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in end - 6..<end { value = value << 8 | UInt64(text[index]) }
        return value
    }

    /// Names by their last two characters, the longest first.
    private static let byEnding: [UInt64: [[UInt8]]] = {
        var table: [UInt64: [[UInt8]]] = [:]
        for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let bytes = Array(name.utf8)
            table[bytes.withUnsafeBufferPointer { ending($0, $0.count) }, default: []].append(bytes)
        }
        return table.mapValues { $0.sorted { $0.count > $1.count } }
    }()

    private static let names = """
        刑法 宪法 水法 消法 专利法 代表法 仲裁法 价格法 会计法 体育法 保密法 保险法 信托法 公司法 公证法 公路法
        关税法 兵役法 农业法 刑诉法 劳动法 医师法 合同法 商标法 国徽法 国旗法 国歌法 国籍法 国防法 基本法 契税法
        婚姻法 学位法 审计法 密码法 工会法 广告法 建筑法 引渡法 律师法 慈善法 戒严法 护照法 担保法 拍卖法 收养法
        教师法 教育法 旅游法 档案法 森林法 民法典 民诉法 气象法 法官法 测绘法 海关法 海商法 海警法 消防法 渔业法
        港口法 煤炭法 物权法 献血法 电力法 畜牧法 监察法 监狱法 监督法 破产法 票据法 禁毒法 种子法 立法法 统计法
        继承法 能源法 航道法 草原法 行诉法 计量法 证券法 选举法 邮政法 铁路法 防洪法 预算法 中医药法 公务员法 印花税法
        反垄断法 反洗钱法 反间谍法 增值税法 标准化法 核安全法 检察官法 民法总则 民法通则 烟叶税法 监察官法 著作权法
        资源税法 车船税法 义务教育法 乡镇企业法 产品质量法 人民警察法 人民调解法 人民防空法 企业破产法 侵权责任法
        军人保险法 出口管制法 刑事诉讼法 动物防疫法 劳动合同法 合伙企业法 商业银行法 国家安全法 国家情报法 国家赔偿法
        国防交通法 国防动员法 国防教育法 土地管理法 城乡规划法 城市规划法 外商投资法 外资企业法 学前教育法 安全生产法
        对外关系法 对外贸易法 就业促进法 执业医师法 技术合同法 招标投标法 政府采购法 数据安全法 文物保护法 枪支管理法
        母婴保健法 民事诉讼法 民用航空法 水土保持法 法律援助法 海岛保护法 湿地保护法 烟草专卖法 环境保护法 现役军官法
        生物安全法 电子商务法 电子签名法 疫苗管理法 矿产资源法 矿山安全法 社会保险法 社区矫正法 税收征管法 精神卫生法
        红十字会法 经济合同法 网络安全法 职业教育法 船舶吨税法 节约能源法 药品管理法 行政处罚法 行政复议法 行政强制法
        行政监察法 行政许可法 行政诉讼法 计划生育法 资产评估法 长江保护法 防沙治沙法 防震减灾法 陆地国界法 食品卫生法
        食品安全法 高等教育法 黄河保护法 个人所得税法 人民陪审员法 企业所得税法 传染病防治法 公共图书馆法 反分裂国家法
        反外国制裁法 反家庭暴力法 反恐怖主义法 反食品浪费法 可再生能源法 国务院组织法 居民身份证法 房地产管理法 残疾人保障法
        水污染防治法 注册会计师法 环境保护税法 耕地占用税法 职业病防治法 车辆购置税法 预备役人员法 预备役军官法 黑土地保护法
        专利法实施细则 个人信息保护法 个人独资企业法 中国人民银行法 中小企业促进法 乡村振兴促进法 人民武装警察法
        人民法院组织法 企业国有资产法 保守国家秘密法 公益事业捐赠法 军事设施保护法 农业技术推广法 农村土地承包法
        出境入境管理法 反不正当竞争法 反有组织犯罪法 噪声污染防治法 国境卫生检疫法 土壤污染防治法 外国国家豁免法
        大气污染防治法 妇女权益保障法 家庭教育促进法 循环经济促进法 期货和衍生品法 未成年人保护法 民办教育促进法
        民族区域自治法 治安管理处罚法 海上交通安全法 海域使用管理法 海洋环境保护法 涉外经济合同法 清洁生产促进法
        爱国主义教育法 特种设备安全法 环境影响评价法 电影产业促进法 科学技术普及法 科学技术进步法 税收征收管理法
        突发事件应对法 粮食安全保障法 缔结条约程序法 英雄烈士保护法 证券投资基金法 退役军人保障法 道路交通安全法
        野生动物保护法 集会游行示威法 领海及毗连区法 驻外外交人员法 人口与计划生育法 人民检察院组织法 农业机械化促进法
        农产品质量安全法 农民专业合作社法 反电信网络诈骗法 城市房地产管理法 城市维护建设税法 放射性污染防治法 无障碍环境建设法
        村民委员会组织法 治安管理处罚条例 海南自由贸易港法 消费者权益保护法 老年人权益保障法 著作权法实施条例 进出口商品检验法
        银行业监督管理法 非物质文化遗产法 中外合作经营企业法 中外合资经营企业法 促进科技成果转化法 公共文化服务保障法
        公职人员政务处分法 农村集体经济组织法 劳动争议调解仲裁法 台湾同胞投资保护法 国家通用语言文字法 国际刑事司法协助法
        归侨侨眷权益保护法 海事诉讼特别程序法 环境噪声污染防治法 进出境动植物检疫法 青藏高原生态保护法 预防未成年人犯罪法
        专属经济区和大陆架法 全民所有制工业企业法 军人地位和权益保障法 城市居民委员会组织法 澳门特别行政区基本法
        澳门特别行政区驻军法 石油天然气管道保护法 香港特别行政区基本法 香港特别行政区驻军法 全国人民代表大会组织法
        固体废物污染环境防治法 涉外民事关系法律适用法 国家勋章和国家荣誉称号法 基本医疗卫生与健康促进法
        深海海底区域资源勘探开发法 境外非政府组织境内活动管理法 香港特别行政区维护国家安全法 农村土地承包经营纠纷调解仲裁法
        各级人民代表大会常务委员会监督法 外国中央银行财产司法强制措施豁免法 全国人民代表大会和地方各级人民代表大会代表法
        全国人民代表大会和地方各级人民代表大会选举法 地方各级人民代表大会和地方各级人民政府组织法
        """
}
