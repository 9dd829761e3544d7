### `pana` бұйрығының терминалда айтатыны, тек stderr-ге. stdout скрипттерге арналған.

# Құпия сөйлем көрсетілмей теріледі. $member: қызметкердің аты.
cli-passphrase-ask = { $member }, құпия сөйлеміңіз:
cli-passphrase-new = Жаңа құпия сөйлем:
cli-passphrase-again = Тағы бір рет теріңіз:
cli-passphrase-differ = Екеуі бірдей емес. Ештеңе өзгерген жоқ.
cli-passphrase-changed = Құпия сөйлем ауысты. Ескісі енді ашпайды.
# $name: орталық.
cli-centre-created = «{ $name }» орталығы дайын.
# $folder: қалпына келтіру парақтары жазылған бума.
cli-recovery-written = Қалпына келтіру парақтарының екеуі де { $folder } бумасында. Басып шығарып, екі адамға беріңіз, файлдарын өшіріңіз.
cli-recovery-none = Қалпына келтіру парақтары жазылған жоқ. Оларсыз ұмытылған құпия сөйлемді ауыстыру мүмкін емес. Кейін «pana centre sheets» арқылы жасалғандары орталықты жеті күннен кейін ғана ашады.
# $name: қайта кіргізілген қызметкер.
cli-recovered = { $name } орталықты қайта аша алады.
# $name: қызметкер.
cli-member-added = { $name } енді осында жұмыс істей алады.
# Ескісінің орнына жаңа парақ жасалғанда cli-recovery-written сөзінен кейін айтылады.
cli-recovery-replaced = Ескі парақтармен бұдан кейін жазылатын дерек ашылмайды. Оларды жойып жіберіңіз.
# $name: қызметкер.
cli-member-removed = { $name } енді қызметкер емес. Жазғаны орнында қалады.
# $name: қызметкер.
cli-member-confirmed = Орталықтан шығатыны расталды: { $name }. Ол шығарған адамдар орталыққа қайта оралды.
# $name: қызметкер. $count: жазба саны.
cli-member-admitted = Қабылданған жазба саны: { $count } ({ $name }). Енді олар есепке алынады.
# $name: қызметкер. $grant: рұқсаттың сөзі.
cli-grant-given = «{ $grant }» рұқсаты берілді: { $name }.
# Жоғарыдағыдай.
cli-grant-withdrawn = «{ $grant }» рұқсаты қайтарып алынды: { $name }.
# $today: осы компьютердің сағаты бойынша бүгінгі күн. $last: сенімді соңғы күн.
cli-date-in-doubt = Осы компьютердегі күн ({ $today }) күмәнді: мұндағы соңғы дерек { $last } күні жазылған. Күн дұрыс болса, --confirm деп растаңыз.
cli-date-believed = Осы компьютердегі күнге сенуге болады: { $today }.
cli-contact-said = Енді хаттарда осылай жазылады.
cli-contact-apart = Басқа ноутбукте бұл басқаша жазылған. Қайта жазсаңыз, соңғысы қалады.
# $number: жазба саны.
cli-quarantine-found =
    { $number ->
        [0] Бөлек қойылған ештеңе жоқ.
       *[other] { $number } жазба бөлек қойылған, есепке алынбайды.
    }
# $files: саны. $folder: жолы.
cli-quarantine-written =
    { $files ->
        [0] Бөлек қойылған ештеңе жоқ, { $folder } бумасына файл түскен жоқ.
       *[other] { $folder } бумасында { $files } файл бар.
    }
# $questions: сұрақ саны.
cli-form-good = Сауалнама дұрыс: { $questions } сұрақ.
# $errors, $warnings: сан.
cli-form-found = Қате: { $errors }. Ескерту: { $warnings }.
# $form: сауалнаманың қысқа аты; $version: нұсқасы.
cli-form-imported = Енді «{ $form }» сауалнамасы { $version } нұсқасымен жүргізіледі. Аяқталмаған сұхбаттар басталған нұсқасымен жалғасады.
cli-form-not-imported = Қателері түзетілмейінше, сауалнама қабылданбайды.
# Бір қате. $place: файлы, парағы, ұяшығы. $problem, $remedy: сөйлемдер.
cli-form-line = { $place }: { $problem }. { $remedy }.
# $number: іс нөмірі.
cli-interview-finished = Сұхбат аяқталды. Іс нөмірі: { $number }.
# $number: іс нөмірі.
cli-interview-draft = Сұхбат аяқталмаған күйінде сақталды. Іс нөмірі: { $number }.
# $number: адам саны.
cli-people-found =
    { $number ->
        [0] Бұл компьютерде ешкім табылмады.
       *[other] { $number } адам табылды.
    }
# $done, $all: жазылғаны және барлығы.
cli-export-progress = Жазылған сұхбат: { $done } / { $all }
# $rows: жазылған сұхбат саны. $file: файлдың жолы.
cli-export-done = { $file } файлында { $rows } сұхбат бар.
# $people: сан. $passphrase: ойдан шығарылған адамдар ғана бар жаттығу орталығынікі.
cli-demo-ready = Жаттығу орталығында ойдан шығарылған { $people } адам бар. Құпия сөйлемі: { $passphrase }
# $events: журналдағы жазба саны.
cli-doctor-good = Бәрі дұрыс: { $events } жазба бар, тізбек пен қолтаңбалар бүтін, көріністер журналмен бірдей.
# $problems: сан.
cli-doctor-bad = Дұрыс емес жері – { $problems }:
# Терминалдағы сұрақ; артынан төрт сөздің бірі теріледі.
cli-export-purpose = Деректер не үшін шығарылады? Мынаның бірін теріңіз: care, statistics, report-to-donor, other:

## Файлдағы жауап неге сай емес; алдында сұрақтың аты тұрады.

cli-answer-required = жауап керек немесе оның орнына: declined, unknown
cli-answer-constraint = жауап сай келмейді
cli-answer-unknown = сауалнамада мұндай сұрақ жоқ
cli-answer-ambiguous = мұндай атпен бірнеше сұрақ бар; алдына тобын жазыңыз: топ/аты
cli-answer-fixed = мұны Пана өзі толтырады, берілген жауап алынбады
# $rules: ережелер саны.
cli-rules-good = Ережелер кестесі дұрыс: { $rules } ереже.
# $file: жолы. $days: саны.
cli-device-invited = Шақыру { $file } файлында. Оны өз қолыңызбен беріңіз; оған { $days } күн ішінде бір рет қана жауап беруге болады.
# $file: жолы. $check: он екі сан.
cli-device-joins = Жауап { $file } файлында: оны үйлестірушіге апарыңыз. Оған осы экрандағы санды айтыңыз: { $check }
# $device, $member: атауы. $role: сөз.
cli-device-asks = { $device }, жұмыс істейтін адам: { $member } ({ $role }).
# $folder: жолы.
cli-device-accepted = Ноутбук қосылды. Оған керегі { $folder } бумасында: сонда апарып, `bundle read` арқылы оқыңыз.
cli-device-joined = Бұл ноутбук енді орталықтікі.
cli-device-own = осы ноутбук
cli-device-gone = енді орталықтікі емес
cli-device-unknown = белгісіз ноутбук
# $met: күні мен уақыты. $lacks: өзгеріс саны.
cli-device-met = соңғы хабары: { $met }; жетпейтін өзгеріс: { $lacks }
# $lacks: өзгеріс саны.
cli-device-never-met = одан хабар болған жоқ; жетпейтін өзгеріс: { $lacks }
cli-passphrase-waiting = Осы ноутбуктің құпия сөйлемі:
# $events: өзгеріс саны. $folder: жолы.
cli-bundle-written =
    { $events ->
        [0] Оларға жетпейтін ештеңе жоқ; мұнда не бары { $folder } бумасына жазылды.
       *[other] { $folder } бумасына { $events } өзгеріс жазылып, қайта оқып тексерілді. USB-ді суыруға болады.
    }
# $bundles: саны. $others: файл саны.
cli-bundle-found =
    { $bundles ->
        [0] Мұнда осы ноутбукке арналған ештеңе жоқ. Басқа файл: { $others }.
       *[other] Осы ноутбукке арналған жинақ: { $bundles }. Басқа файл: { $others }.
    }
# $part, $parts: саны. $events: өзгеріс саны.
cli-bundle-part-missing = { $parts } бөліктің { $part }-бөлігі оқылмайды, ішінде { $events } өзгеріс бар. Қалғанын алуға болады, бұл бөлікті сол ноутбуктен қайта сұраймыз.
# $events, $people: саны.
cli-bundle-read = Алынды: { $events } өзгеріс, { $people } жаңа адам.
# $conflicts: саны.
cli-bundle-conflicts = Бір сұраққа екі жауап: { $conflicts }. Екеуі де сақталды, қайсысы дұрыс екенін адам шешеді.
cli-bundle-incomplete = Мұнда бәрі болған жоқ. Бары алынды, қалғаны келесі алмасуда келеді.
# $name: ноутбук.
cli-device-revoked = { $name } енді орталықтікі емес. Мұны келесі жинақпен басқа ноутбуктерге жеткізіңіз: оған дейін олар білмейді.
