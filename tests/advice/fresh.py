"""Fresh messages of our own pen, written before the cue lists were looked at: how well the cold start generalises.

Every line: the right cause, others a careful reader would also accept as primary, a stroke, the message.
Half A may be looked at when cues are mended; half B never is: its figure tells what an unseen message gets.
"""

from typing import NamedTuple


class Fresh(NamedTuple):
    """One message, the right cause first among those acceptable."""

    causes: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, line: str) -> "Fresh":
        """A line as it is written below."""
        codes, _, text = line.partition("|")
        return cls(tuple(codes.split()), text.strip())


_ZH = """
RS1001|昨天早上九点半APP死活进不去，转圈转了二十多分钟，我想卖的票眼睁睁看着跌下去
RS1503 RS0901|融资账户的股票上周被你们给平了，事先连条短信都没有发，我账上明明还有钱可以补进去的
RS0704 RS0305|问了同事才知道他们佣金万一，我在你们这儿五年了还是万三，打电话说调不了
RS1801 RS1502|营业部小李天天微信里叫我买这只票那只票，说跟着他操作稳赚，现在腰斩了人也找不着
RS0803 RS1502|当初跟我妈说是保本的，跟存定期一样，现在净值0.87，老人家半年没睡好觉了
RS1404 RS1403|开个创业板权限开了三回都没通过，问为啥也讲不清楚
RS1504|我点了赎回，一个星期了钱还没回到卡里，等着交房款呢
RS1302 RS1401|不知道什么原因我的账户被限制交易了，说要本人带身份证去柜台，我人在国外怎么去
RS0806|我今年68了，只有退休金，你们理财经理给我做成了进取型，卖了个R5的东西
RS0303 RS1005|95开头那个电话打了一上午，一直是“坐席忙请稍后再拨”
RS1002|新版软件把自选股都给我弄乱了，找个条件单要点七八下，字还小，越改越难用
RS1303|分红到账的数目不对，应该是1260，只给了我216，系统是不是算错了
RS1203 RS1702|注销账户的申请交上去一个多月，我的资料你们还留着，让删也没人理
RS1403|转户手续办了快二十天了还在审核中，到底要审到什么时候
RS0902 RS0802|柜台小姑娘跟我讲港股通当天能取现金，结果根本不行，耽误我用钱
RS1301|半夜手机收到三条消费短信，一共9800，卡在我身上，人在家里睡觉，谁刷的？
RS1302|工资卡突然用不了了，一取钱就说状态异常，全家等着这钱吃饭
RS0705 RS0704|为什么新客户利率3.2，我这种老客户就是4.1？
RS1602 RS1601|我欠的信用卡我自己会还，你们打电话给我单位领导是什么意思
RS1601|一天二十几个催款电话，骂我全家，还说要到我孩子学校去
RS0703 RS1303|信用卡我全额还清了，下个月又冒出来86块利息，问客服说不出来怎么算的
RS1403 RS0402|房贷材料四月份就交齐了，到现在八月还没批下来，卖家要告我违约
RS1402 RS1401|给过世的父亲取三千块钱存款，让我开七八个证明，公证处派出所跑了四趟
RS1003|ATM吞了我的卡，屏幕上黑了，旁边的求助电话按了没反应
RS1004 RS1002|我爸不会用智能手机，去网点说现在都得扫码，柜台不给办，老年人就不活了吗
RS0804 RS0802|办贷款的时候非让我买一份意外险，说不买就放不了款
RS0805|天天给我打电话问要不要贷款，跟他说了别打了换个号又打过来
RS0202 RS0401|家里水管爆了报了保险，定损员来看了一眼就没下文了，三个月一分钱没赔
RS0401 RS0601|做手术花了四万多，保险公司说我有既往症不赔，我投保时根本没这毛病
RS0602 RS0601|保险交了两年不想交了，退只给退三成，这不是坑人吗
RS0802 RS0803|去银行存钱，被那个穿制服的女的忽悠成买保险，十年才能取
RS0905 RS0605 RS0901|买车险的时候没人跟我讲玻璃单独破碎不赔，出了事才说
RS0401 RS0403|理赔金额跟定损单对不上，少了我两千多
RS0502 RS0504|刹车异响去修了，开回家不到三天又叫唤，白花了八百
RS0504|变速箱前后进厂五次了，每次都说好了，每次都没好
RS0503 RS0507|车放你们店里快两个月了，一直说等零件，到底什么时候能开走
RS0702 RS0701|就换个机油，结账时候多出来一项“发动机养护”四百八，我可没要
RS0501|才开了八千公里发动机就漏油，4S店硬说是我自己磕的，不给保
RS0604 RS0602|订金交了五千，后来不想买了，说定金不退
RS0402|说好月底提车，拖到现在第三个月了，销售光说快了快了
RS0802 RS0801 RS0806|销售说这车续航六百，我跑高速连三百五都没有
RS0104|后来去别家保养才知道上次给我换的机滤是假的
RS0405 RS0202|送去做漆，取车时发现后备箱里的相机没了
RS0405 RS0502|洗个车把我右边门刮了一道，店里不承认
RS0702|加价两万才肯给我提现车，发票还不给开这部分
RS0101|新车提回来一星期，中控屏黑了四次，倒车影像也时有时无
RS0201 RS0204|安全气囊没弹出来，我老公胸口撞伤住院了
RS0403 RS0902|订的是海景大床，到了给我安排了个对着停车场的标间，说海景没有了
RS0102 RS0301|床单上有头发和黄渍，浴室地漏往上返臭味，叫人来换等了一个钟头
RS0404|到前台才告诉我订单取消了，大半夜带着两个孩子上哪儿找房去
RS0602 RS0604 RS0601|行程临时有变，提前三天取消，房费一分不退
RS0702 RS0701|退房的时候说毛巾弄脏了要扣两百，那是本来就有的
RS0205 RS0201|浴室地上没有防滑垫，我婆婆摔了一跤胳膊骨折
RS0301|前台那个男的爱搭不理，问一句翻一个白眼
RS0701|网上写着含双早，到店又说早餐每位58另算
RS0202 RS0205 RS0405|放房间的金项链不见了，酒店说监控坏了
RS0203 RS0201|自助餐吃完一家三口上吐下泻，去医院挂水
RS0101 RS0102|空调一晚上不制冷，热得孩子哭到天亮
RS1204 RS1202|酒店房间里烟感上面居然有个摄像头！！
RS0403|拍的是黑色L码，寄来一件灰色的M
RS0401 RS0402|付了款都半个月，物流一动不动，商家也不吭声
RS0402|说48小时内发出，今天第九天了
RS0506 RS0501|七天无理由，衣服吊牌都没拆，卖家说洗过了不让退
RS0505|退货他们收到快二十天，钱还没退给我
RS0104|包包拿去专柜一看，人家说压根不是他们家的东西
RS0103|两斤装的车厘子一称才一斤四两
RS0405|快递送来箱子都扁了，打开杯子碎了三个
RS0405 RS0401|显示已签收可我压根没收到，快递员说放门口了，门口啥也没有
RS0106 RS0203|买的牛奶生产日期是去年的，喝了一口酸的
RS0203|面包里吃出一根头发，还有个小虫子
RS0101|电饭煲用了两回就不通电了
RS0801|直播间说是纯羊毛，洗了一次标签上写着聚酯纤维百分之八十
RS0404|抢到的特价，第二天店家给我单方面退款说没货了
RS0701|下单前偷偷把原价提高再打五折，算下来比平时还贵
RS0705|我用我老婆的手机看同一个东西，便宜三十多块，老会员反而贵
RS0603|免费试用一个月，忘了关就扣了我198，连个提醒都没有
RS1005 RS0303|问来问去都是机器人在答，说“转人工”它就给我发一堆链接
RS0304|商家让我找平台，平台让我找商家，踢来踢去半个月了
RS0102 RS0801|详情页写的实木，到手一股胶味，断面就是密度板
RS0101 RS0105|家里那个电子秤越称越轻，跟超市差了三两
RS0105|加油站明明油箱五十升，给我加了五十六升
RS0701|货架标签19.9，收银台扫出来29.9，问了还说标签忘换了
RS0201 RS0101|充电宝充着充着鼓包冒烟，把我手烫了个泡
RS0202|洗衣机漏水把楼下天花板泡了，人家找我赔
RS0204 RS0101|听说这批电池有起火风险，别的国家都召回了，国内怎么没动静
RS0604 RS0401|办了三千块的卡，才做了两次美容，店面就关门了，老板电话不接
RS0604|共享单车的押金两年了退不出来
RS0602 RS0604|健身房签了一年，我要搬家了，说转也不行退也不行
RS0601|合同里写“最终解释权归本店”，一出问题就拿这个堵我
RS0605|签字的时候没人提醒，回来看小字才知道要付三成手续费
RS0603 RS0702|手机上不知道啥时候多了个彩铃，每个月扣六块，从来没订过
RS0702|话费莫名其妙少了五十多，查出来是什么增值业务
RS0602 RS1401|想把套餐改回8块的，说线上办不了，去营业厅又说没这个权限
RS1001 RS0101|小区宽带断了四天，报修三次，没一个师傅上门
RS0101 RS1001|家里一格信号都没有，打个电话得跑到楼道
RS0802 RS0901|客服打电话说给我免费升级5G，结果绑了两年合约
RS0602|携号转网卡着我不让走，一会儿说有合约一会儿说欠费
RS0303 RS0402|约好上午装宽带，我请了半天假，师傅到下午五点也没来
RS0903|套餐资费说涨就涨，一声招呼都没打
RS0904|想查三年前的账单，网上查不着，打客服也说调不出来
RS0703|流量我明明关了数据，一晚上跑了2个G，扣了我一百多
RS1202|刚在你们这儿登记完装修，第二天十几个装修公司给我打电话
RS1201|下个手电筒软件非要我通讯录和定位，不给就不让用
RS1204 RS1804|有人拿我的身份证办了张电话卡，我到营业厅才知道
RS1101 RS0301|当着那么多人的面说我穷鬼买不起，我脸往哪搁
RS1103|超市保安硬说我偷东西，把我拉到小屋里翻包
RS1102|一听我是外地口音就说房间没了，我朋友本地人马上就订到了
RS1104|我们是回族，特意说了清真，端上来一盘猪肉饺子
RS1701|上个月我去反映问题，窗口直接把单子退回来，说这事不归他们，不收
RS1702 RS0304|投诉交上去四十天了，没回音，不是说好十五天吗
RS1706|我投诉完物业，第二天经理就拿着我的信去敲我家门，他怎么知道是我
RS1703|查我这事的人就是被我投诉那位的老婆，能查出个什么
RS1705|自从我上次投诉以后，他们就不让我进店了，会员也给停了
RS1704|你们的答复说“不予支持”就完了，我不服该去哪说理也不写
RS1802|验收的师傅暗示我给两条烟，不给就不签字
RS1803|店长说不走公司账，让我把钱转他个人微信，还便宜五百
RS0302|问技术员一个最简单的参数，他自己都在百度上现查
RS0305|当时拍胸脯保证一周之内给我补偿，如今一个月了提都不提
RS1304|有个自称你们客服的骗走了我三万，验证码都是他一步步引我说的
"""

_EN = """
RS1001|Your app kept spinning from market open until nearly 10.30 and I couldnt place a single order
RS1503 RS0901|You dumped my whole margin position on Tuesday and nobody gave me a chance to top it up
RS0704|Just found out my mate pays half the commission I do with you. Ten years I have been with you!
RS1801|One of your brokers has been texting me stock tips every morning and told me to go all in on one of them
RS0803|I was told my capital could not go down. It is now worth 30% less than I put in.
RS1504|Redeemed my fund on the 3rd, its the 14th and still nothing in my bank
RS1302 RS1401|My trading account got locked for no reason and the only way to open it is to come to a branch 200 miles away
RS0806|My dad is 81, has never invested, and your adviser put his savings in a leveraged note
RS0303|45 minutes of music and then the line went dead. Third time this week.
RS1002|Since the redesign I can't find anything. Who thought hiding the sell button behind three menus was a good idea?
RS1303|The dividend you credited is short by 312 pounds
RS1403|Transfer of my ISA has been "in progress" for eleven weeks
RS0902|Your rep swore I could withdraw the same day. Turns out it is T+2, and I missed my closing date because of it.
RS1501|The fund was supposed to give around 5 percent, I got 0.9
RS1502|Lost forty grand on that product and I hold you responsible
RS1301|Three charges of $499 from a shop in Brazil on my card. I've never been to Brazil.
RS1302|Tried to pay for groceries and card declined. Apparently you've put a block on it and cant say why
RS0705 RS0704|New customers get 4.5%, loyal ones get 1.2. How is that fair?
RS1602|They rang my boss about my debt. My BOSS.
RS1601|Ten calls a day, one of them told me he'd turn up at my kid's school if I didn't pay
RS1603|I only owe 900 but the collection letter says 2,300
RS0703 RS0702|Paid the balance off in full and you still charged me interest the following month
RS1403|It's been 9 weeks since I sent every document for the mortgage and still no decision. The sellers are about to walk.
RS1402|To close my late mother's account with 60 dollars in it you want probate, two notarised copies and her original birth certificate
RS1003|The cash machine swallowed my card and gave me nothing
RS1004|My grandmother is blind and your new website doesn't work with her screen reader
RS0804|They told me I wouldn't get the loan unless I took the payment protection as well
RS0805|Please stop ringing me about loans. I have said no six times
RS0401 RS0402|Roof leaked in February, claim went in the same day, not a penny so far
RS0401 RS0601|You've turned down my surgery claim over a "pre-existing condition" I never had
RS0602 RS0601|Wanted to get out of the policy, they'd only give me a third of what I paid in
RS0802|Went in to open a savings account and walked out with a ten year insurance plan I did not understand
RS0605 RS0901|Nobody mentioned windscreens weren't covered till I made a claim
RS0403 RS0401 RS1303|The settlement came out two thousand less than the assessor's figure
RS0502|Had the brakes done on Monday, grinding again by Thursday
RS0504|Fifth time the gearbox has been in. Same problem every time.
RS0503 RS0507|My car has been sat at your garage since August waiting for a part
RS0702|Went in for an oil change, came out with a £300 "engine clean" I never asked for
RS0501|8k miles and the engine's leaking oil. Dealer says it's my fault so no warranty.
RS0604|put down a 500 deposit, changed my mind next day and they're keeping it
RS0402|Car was meant to be here end of June. It's September.
RS0801 RS0802|Salesman promised 380 miles of range. I'm lucky to see 220.
RS0104|Another mechanic showed me the filter you fitted is a cheap knock off
RS0405 RS0202|Left the car for a respray and my camera has gone from the boot
RS0405 RS0502|Valet put a scratch down the passenger door and denies it
RS0101|Screen has gone black four times in the first week of owning this car
RS0201 RS0204|Airbag never went off and my husband is in hospital with broken ribs
RS0403|Booked a sea view king, got a twin over the car park
RS0102 RS0301|Hairs in the bed, mould in the shower, smell from the drain
RS0404|Got to reception at midnight with two kids to be told our booking no longer existed
RS0602 RS0601|Cancelled three days ahead because my mum is ill and the hotel kept every cent
RS0702|At checkout they added $80 for a stain that was there when we arrived
RS0205 RS0201|No mat in the bathroom, my mother in law slipped and broke her arm
RS0301|The guy on the desk rolled his eyes every time I asked him anything
RS0701|Website said breakfast included. At the hotel it was 18 euros each.
RS0202 RS0205 RS0405|My necklace went missing from the room and the cameras "weren't working"
RS0203 RS0201|All three of us were throwing up the whole night after your buffet
RS0101|AC did nothing all night, it was 31 degrees in there
RS1204 RS1201|We found a camera hidden in the smoke alarm
RS0205|Fire exit on our floor was chained shut
RS0403|Ordered a black large, they sent a grey medium
RS0401 RS0402|Paid two weeks ago, tracking hasn't moved and the shop won't answer
RS0402|Next day delivery they said. Day nine now.
RS0506 RS0501|Tags still on, within 14 days, and they say I've worn it so no return
RS0505|They got my parcel back on the 2nd and I am still waiting for my money
RS0104|Took the bag to the boutique and was told its not one of theirs
RS0103|Box says 12 pods, there were 9
RS0405|Parcel turned up crushed and half the glasses were in bits
RS0405 RS0401|Driver says he left it on the porch. There's nothing on the porch.
RS0106 RS0203|Yoghurt was three weeks past its date when I bought it
RS0203|Found a piece of glass in my salad
RS0101|Kettle packed up after two uses
RS0801|"100% wool" in the advert, 80% polyester on the label
RS0404|I bought it in the flash sale, next morning they refunded me saying it was a pricing mistake
RS0701|They put the price up on Thursday so they could call it half off on Friday
RS0705|Same room, same night, 40 euros cheaper on my wife's phone
RS0603|Free trial my foot. 99 dollars taken and not one reminder
RS1005|Going round in circles with the chatbot. I typed "human" eleven times.
RS0304|The shop says ask the courier, the courier says ask the shop
RS0102|Meant to be solid oak, it's chipboard with a sticker on
RS0105|My tank holds 50 litres and the pump says I took 56
RS0701|Shelf said 4.99, till said 7.49
RS0201|The power bank swelled up, caught fire and burnt my hand
RS0202|Washing machine flooded and brought the neighbour's ceiling down
RS0204|These batteries are being pulled from shelves abroad. Why are you still selling them here?
RS0604 RS0401|Bought 20 sessions, had 2, and the salon has shut with my money
RS0604|Moved out in May, still no sign of my deposit
RS0602|I've moved cities and the gym won't let me out of the contract
RS0601|Clause 14 says you can change anything whenever you like and I have to put up with it. Is that even legal?
RS0605|Only noticed the 30% exit fee in the small print once I got home, no one said a word when I signed
RS0702|There's a £6 "service pack" on my bill every month, no clue what it is
RS0703|billed twice for the same month
RS0602|Trying to leave you is like escaping from prison. Four calls, four different excuses and I'm still a customer
RS1001|No internet since Sunday. Reported it three times, no engineer.
RS0101 RS1001|I have to stand in the street to get a signal
RS0802|Was told the upgrade was free and now I am tied in for 24 months
RS0303 RS0402|Took the day off for the engineer. Nobody showed.
RS0903|My tariff shot up in April without so much as an email
RS0904|How am I meant to see my bills from last year? The site only goes back 6 months
RS1202|A day after I filled in your form my phone was full of strangers trying to sell me kitchens
RS1201|Why does a torch app need my contacts and my location
RS1204 RS1804|Someone took out a phone contract in my name and you never checked
RS1203|Asked three times for a copy of the data you hold on me. Silence.
RS1101 RS0301|She called me a pauper in front of the whole shop
RS1103|Security dragged me into a back room and went through my bag
RS1102|As soon as they heard my accent the flat was "gone"
RS1104|I told them we were Muslim and they served us pork
RS1701|Your office handed my complaint back and said it's not their job
RS1702|You said eight weeks for my complaint, it's been fourteen and not a line from you
RS1703|The man looking into my complaint is the brother of the one I complained about!
RS1705|Ever since I complained the staff refuse to serve me
RS1706|How did the manager get hold of my letter? I asked you to keep my name out of it
RS1704|Your letter says rejected and doesn't tell me where I can go next
RS1802|inspector hinted a little envelope would speed things up
RS1803|The branch manager asked me to pay into his own account, cash, no receipt
RS0302|The so called expert had to google my question
RS0305|You swore I'd have the compensation within a week. A month on and not a word
RS1304|A man claiming to be from your fraud team talked me into moving all my savings
RS1401|Why do I need a printer to change my address? Absurd policy
"""


def _halves(lines: str) -> tuple[tuple[Fresh, ...], tuple[Fresh, ...]]:
    messages = tuple(Fresh.of(line) for line in lines.strip().splitlines())
    return messages[0::2], messages[1::2]


ZH_A, ZH_B = _halves(_ZH)
EN_A, EN_B = _halves(_EN)
