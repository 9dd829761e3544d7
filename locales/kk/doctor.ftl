### Сақталғанды тексеру: беті және жазылған күйінде болмауы мүмкін нәрселер. Терминалдағы `pana doctor` те осыны айтады.

doctor-title = Сақталғанды тексеру
doctor-hint = Пана осы ноутбукте сақталғанның бәрін оқып шығып, жазылған күйімен салыстырады. Тексеру ештеңені өзгертпейді.
doctor-wait-hint = Он мың жазбаға бір секундтай кетеді. Сол кезде басқа беттер күте тұрады, теріп отырғаныңыз жоғалмайды.
doctor-go-action = Қазір тексеру
doctor-again-action = Тағы тексеру
doctor-running-message = Сақталғанның бәрі оқылып жатыр…
doctor-good-title = Бәрі жазылған күйінде
# $count: дұрыс емес жерлер.
doctor-bad-title = Жазылған күйінде емес: { $count } жер
doctor-bad-message = Тексеру ештеңені өзгерткен де, өшірген де жоқ. Мұнда аталмағанының бәрі дұрыс.
# $time: 14:02
doctor-at-message = Тексерілген уақыты: { $time }
# Жеке кездесуге рұқсаты жоқ қызметкерге әрқашан көрінеді, кездесу болса да, болмаса да.
doctor-part-message = Сізге жабық жеке кездесулер сыртынан ғана тексерілді: тізбегі мен қолтаңбалары қаралды, мазмұны ашылған жоқ.
doctor-aside-title = Бөлек қойылғандар
doctor-aside-hint = Журналдың бұл жазбалары есепке алынбайды, бірақ ештеңесі жоғалған жоқ. Пананың жұмысына жауапты адам олардың не екенін файлдардан біле алады.
doctor-aside-held-hint = Кейбірін басқа ноутбукте дәл сол кезде орталықтан шығарылып жатқан адам жазған. Үйлестіруші қарап шығып, қабылдап алады; содан бастап олар есепке алынады.
doctor-aside-take-action = Қабылдау
# $name: кім жазғаны; $count: жазба саны.
doctor-aside-take-all-action = Бәрін қабылдау ({ $count }): { $name }
doctor-aside-folder-label = Файлдарға арналған бума
doctor-aside-write-action = Файлдарға жазу
# $count: файл саны.
doctor-aside-written-message = { $count } файл жазылды.
# Құлып ашылғанда, табылғанның қасында.
doctor-notices-action = «Тексеру» бетіне
# $count: көрінбей тұрғаны.
doctor-rest-action = Тағы { $count } жолды көрсету

## Не қаралды. Алдымен аты, содан кейін қандай күйде екені.

doctor-looked-title = Не қаралды
doctor-looked-events-label = Журналдағы жазбалар
doctor-looked-chain-label = Әр жазба алдыңғысына жалғасады
doctor-looked-signatures-label = Қолтаңбалар
doctor-looked-bodies-label = Мазмұны
doctor-looked-views-label = Тізімдер мен беттер (журналдан қайта жасалып салыстырылды)
doctor-looked-drafts-label = Аяқталмаған сұхбаттар
doctor-looked-files-label = Жауапқа тіркелген файлдар
doctor-looked-size-label = Дискіде
doctor-holds-message = дұрыс
doctor-broken-message = дұрыс емес
# $size, $free: төмендегі екеуіндей.
doctor-size-message = { $size }, бос орын – { $free }
# $size: сан.
doctor-megabytes-label = { $size } МБ
# $size: сан.
doctor-gigabytes-label = { $size } ГБ

## Не дұрыс емес және не істеу керек. crates/app/src/contract/finding.rs ішіндегі әр кодқа екі сөйлем.

-doctor-keep = Ештеңені өшірмеңіз, ескі көшірмені де әзірге орнына қоймаңыз. Деректер бумасын түгел USB-ге көшіріп, үйлестірушіге хабарлаңыз. Қалғанымен жұмыс істей беруге болады.
-doctor-elsewhere = Ол орталықтың басқа ноутбугінде не сақтық көшірмесінде болуы мүмкін. Бәрін осы күйінде қалдырып, үйлестірушіге хабарлаңыз.
# $page: дерекқордың өз сөзі, ағылшынша.
doctor-problem-page = Дерекқор файлының бір беті оқылмайды: { $page }
doctor-remedy-page = { -doctor-keep }
# $name: триггердің, көріністің не кестенің аты.
doctor-problem-schema-foreign = Дерекқорда Пана жасамаған бөгде нәрсе тұр: { $name }
doctor-remedy-schema-foreign = Файлды біреу Панадан тыс ашқан. Ноутбук кімнің қолында болғанын үйлестірушіге айтыңыз, содан кейін құлыптап, ашып, тағы тексеріңіз.
# $name: жоғарыдағыдай.
doctor-problem-taken-out = Дерекқорға біреу бөгде нәрсе салған, Пана ашылғанда оны алып тастады: { $name }
doctor-remedy-taken-out = Ол енді ештеңе істемейді. Ноутбук кімнің қолында болғанын үйлестірушіге айтыңыз.
# $chains: неше ноутбуктің жазбасы тым ерте үзілгені.
doctor-problem-store-older = Мұндағы дерек бұрын осында көргеніңізден ескі: { $chains } тізбектің соңғы жазбалары жоқ
doctor-remedy-store-older = Орнына ескі көшірме қойылған сияқты. Дерегі жаңарақ буманы іздеңіз, екеуінде қатар жұмыс істемеңіз. Жалғастырмас бұрын үйлестірушімен ақылдасыңыз.
# Жоғарыдағыдай.
doctor-problem-store-succeeds = Мұндағы дерек бұрын осында көргеніңізден ескі ({ $chains } тізбектің соңғы жазбалары жоқ), сондықтан жұмыс басқа іс нөмірлерімен жалғасады
doctor-remedy-store-succeeds = Бір нөмір екі адамға берілмейді. Орнына ескі көшірме қойылған сияқты: дерегі жаңарақ буманы іздеңіз, екеуінде қатар жұмыс істемеңіз. Содан бері не жазылғанын үйлестірушіге айтыңыз.
# $part: бағдарламаның өз сөзі.
doctor-problem-own-behind = Бұл ноутбуктің өзі туралы жазғаны журналға сай емес: { $part }
doctor-remedy-own-behind = { -doctor-keep }
# $event: ағыны, құрылғысы, нөмірі.
doctor-problem-event-unreadable = { $event } жазбасы оқылмайды
doctor-remedy-event-unreadable = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-altered = { $event } жазбасы қол қойылған кездегідей емес
doctor-remedy-event-altered = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-signature = { $event } жазбасы: ноутбуктің қолтаңбасы сай келмейді
doctor-remedy-event-signature = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-member-signature = { $event } жазбасы: қызметкердің қолтаңбасы сай келмейді
doctor-remedy-event-member-signature = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-chain = { $event } жазбасы алдыңғысына жалғаспайды: арасынан бірдеңе алынған не арасына қосылған
doctor-remedy-event-chain = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-closed = { $event } жазбасы ашылмайды
doctor-remedy-event-closed = { -doctor-keep }
# $event: жоғарыдағыдай.
doctor-problem-event-body-missing = { $event } жазбасының мазмұны жоқ, ал оны өшіруді ешкім тапсырмаған
doctor-remedy-event-body-missing = { -doctor-elsewhere }
# $event: жоғарыдағыдай.
doctor-problem-event-key-missing = { $event } жазбасының кілті жоқ, ал оны өшіруді ешкім тапсырмаған
doctor-remedy-event-key-missing = { -doctor-elsewhere }
# $chain: журналдың қай бөлігі, қай ноутбук; $from, $to: жазбалардың нөмірлері.
doctor-problem-events-missing = { $chain } тізбегінде { $from }-нөмірден { $to }-нөмірге дейінгі жазбалар жоқ: олар бұрын осында не басқа ноутбукте болған
doctor-remedy-events-missing = { -doctor-elsewhere }
# $chains: неше ноутбуктің тізбегінде жоғы. Құлып ашылғанда көрінеді.
doctor-problem-chains-short = Бұрын осында не басқа ноутбукте болған жазбалар жоқ: { $chains } тізбектің соңғы жазбалары
doctor-problem-keys-unfinished = Қызметкер шығарылғаннан не жаңа парақтар басылғаннан кейін орталыққа жаңа кілттер керек, бірақ олардың бәрі әлі жасалмады
doctor-remedy-keys-unfinished = Дискіде дерек алып тұрғандай бос орын ашып, Пананы құлыптап, қайта ашыңыз. Сонда да осы сөз шықса, деректің бір беті оқылмайды: буманың көшірмесін орнына қойыңыз.
# $days: кемі 1. Құлып ашылғанда үйлестірушіге көрінеді.
doctor-problem-sheets-wait = Жаңа қалпына келтіру парақтары басылған. Олар { $days } күннен кейін үйлестіруші құлыпты ашқанда күшіне енеді, оған дейін ескілері жарайды
doctor-remedy-sheets-wait = Ескі парақтарды соған дейін сақтаңыз. Жаңасын ешқайсыңыз баспаған болсаңыз, «Қызметкерлер» бетінде ескі екі парақты теріп, тағы жаңасын жасаңыз: олар бірден күшіне енеді, ал күтіп тұрғандары енді ешқашан жарамайды.
doctor-remedy-chains-short = Қайсысы екені «Тексеру» бетінде. { -doctor-elsewhere }
# $count: саны. Құлып ашылғанда көрінеді.
doctor-problem-set-aside = Журналдың { $count } жазбасы бөлек қойылған, есепке алынбайды
doctor-remedy-set-aside = Ештеңесі жоғалған жоқ. Себебімен бірге тізімі «Тексеру» бетінде.
# $event: жоғарыдағыдай; $reason: неге есепке алынбайды. Бөлек қойылғандар тізімінің де жолы.
doctor-problem-event-set-aside =
    { $event } жазбасы бөлек қойылды: { $reason ->
        [no-right] жазған адамның оған құқығы болмаған
        [not-protected] жазған адамның жеке кездесулерге рұқсаты болмаған
        [author-removed] жазған адам оған дейін орталықтан шығарылған
        [author-suspended] жазған адамның жұмысы ол кезде тоқтатылған
        [device-revoked] жазылған ноутбук оған дейін орталықтан шығарылған
        [unseen-by-removal] жазған адам дәл сол кезде орталықтан шығарылып жатқан
        [outside-cut] жазған адам дәл сол кезде орталықтан шығарылып жатқан
        [void] мұны орталықтан шығарылған адам бұйырған
        [unknown-author] оны жазған адам орталыққа белгісіз
        [unknown-seat] оны жазған адам орталыққа белгісіз
        [wrong-seat] оны жазған адам орталыққа белгісіз
        [waiting] одан бұрынғысы мұнда әлі жоқ
        [needs-update] оны Пананың жаңарақ нұсқасы жазған
        [needs-sheets] қалпына келтіру парақтары керек еді, ал олар көрсетілмеген
        [needs-second] екінші үйлестірушінің келісімі керек еді, ал ол болмаған
        [rests-on-refused] ол сүйенген жазбаның өзі есепке алынбайды
        [old-layout] жаңа нұсқа басталғаннан кейін оны Пананың ескі нұсқасы жазған
        [other-subject] ол басқа адамның ісіне жазылған
        [other-stream] ол журналдың басқа бөлігіндегіні атаған
        [other-meta] ол сұхбатты кім жүргізгенін өзгертпек болған
        [out-of-turn] жолдаманың сол кездегі күйінде жасауға болмайтын қадам
        [no-consent] келісім берілмеген мәліметті басқаға жеткізеді
        [not-begun] ол ешкім бастамаған сұхбатқа жазылған
        [body-missing] оның мазмұны жоқ
        [key-missing] оның кілті жоқ
        [no-key] оны мұндағы кілттердің ешқайсысы ашпайды
        [gap] сол ноутбуктегі оның алдындағы жазба жоқ
        [damaged] ол бүлінген немесе өзі айтқандай емес
        [misfiled] ол өз орнында емес
        [number] оның нөмірі мұндай бола алмайды
        [device-signature] онда аталған ноутбук оған қол қоймаған
        [unknown-device] онда аталған ноутбук мұнда әлі белгісіз
        [no-envelope] ол журналдың жазбасы емес
        [other-centre] ол басқа орталықтікі
       *[other] мұнда белгілі мәліметке сай келмейді
    }
doctor-remedy-event-set-aside = Ол есепке алынбайды, бірақ мұнда бары сақталады. Үйлестіруші қарап, шешеді.
# $stream: журналдың қай бөлігі: control, centre не protected.
doctor-problem-grant-missing = Журналда аталған бір мөрленген кілт орнында жоқ («{ $stream }» бөлігі)
doctor-remedy-grant-missing = Ол бөлікті аша алатындар әлі де аша алады. Ондай рұқсаты бар үйлестіруші оны қайта бере алады.
# $view: кестенің аты.
doctor-problem-view-differs = Тізім журналға сай емес: { $view }
doctor-remedy-view-differs = Бірде-бір жауап жоғалған жоқ: тізім журналдан жасалады, қайта жасауға болады. Үйлестірушіге хабарлаңыз.
# $draft: белгісі.
doctor-problem-draft-closed = Аяқталмаған сұхбат ашылмайды: { $draft }
doctor-remedy-draft-closed = { -doctor-keep }
# $form: сауалнаманың қысқа аты.
doctor-problem-form-missing = «{ $form }» сауалнамасының адамдардан сұралған бір нұсқасы жоқ
doctor-remedy-form-missing = Жауаптар орнында. Үйлестіруші сол нұсқаны «Сауалнамалар» бетінде қайта енгізеді.
# $form: сауалнаманың қысқа аты.
doctor-problem-form-altered = «{ $form }» сауалнамасы енгізілген кездегідей емес
doctor-remedy-form-altered = Жауаптар орнында. Үйлестіруші сол нұсқаны «Сауалнамалар» бетінде қайта енгізеді.
# $edition: нұсқаның белгісі, алғашқы таңбалары.
doctor-problem-directory-missing = Қызметтер тізімінің { $edition } нұсқасы бұл ноутбукте жоқ
doctor-remedy-directory-missing = Жолдамалар орнында. Үйлестіруші сол тізімді файлдан қайта алады.
# $edition: нұсқаның белгісі, алғашқы таңбалары.
doctor-problem-directory-altered = Қызметтер тізімінің { $edition } нұсқасы алынған кездегідей емес
doctor-remedy-directory-altered = Ол қолданылмайды. Үйлестіруші сол тізімді файлдан қайта алады.
# $file: белгісі.
doctor-problem-file-missing = Жауапқа тіркелген файл жоқ: { $file }
doctor-remedy-file-missing = { -doctor-elsewhere }
# $file: белгісі.
doctor-problem-file-damaged = Жауапқа тіркелген файл бұрынғыдай емес: { $file }
doctor-remedy-file-damaged = { -doctor-elsewhere }
# $file: белгісі.
doctor-problem-file-orphan = Ешбір жауапқа тіркелмеген файл сақтаулы тұр: { $file }
doctor-remedy-file-orphan = Зияны жоқ, оны ешкім көрмейді. Табылғанын үйлестірушіге айтып қойыңыз.
