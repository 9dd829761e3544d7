### Қызмет адамға неге сай келеді, неге келмейді (service-reason-). Қажеттіліктер бетінде қызметтің қасында тұрады.
### Күн мен уақыт, тіл мен түр атауы дайын күйінде қойылады.

# $kind: the kind of service, by name
service-reason-serves = Керек қызметтің өзі: { $kind }
# $least, $greatest: ages in years; none: no limit
service-reason-age-fits = Жасы сай келеді: { $least ->
        [none] { $greatest ->
            [none] жасы айтылмаған
           *[other] { $greatest } жасқа дейін
        }
       *[other] { $greatest ->
            [none] { $least } жастан бастап
           *[other] { $least }–{ $greatest } жас
        }
    }
# $least, $greatest: ages in years; none: no limit
service-reason-age-not = Жасы сай келмейді, кімге арналғаны: { $least ->
        [none] { $greatest ->
            [none] жасы айтылмаған
           *[other] { $greatest } жасқа дейін
        }
       *[other] { $greatest ->
            [none] { $least } жастан бастап
           *[other] { $least }–{ $greatest } жас
        }
    }
# $least, $greatest: ages in years; none: no limit
service-reason-age-not-known = Жас шегі бар, ал адамның жасы анық емес: { $least ->
        [none] { $greatest ->
            [none] жасы айтылмаған
           *[other] { $greatest } жасқа дейін
        }
       *[other] { $greatest ->
            [none] { $least } жастан бастап
           *[other] { $least }–{ $greatest } жас
        }
    }
# $sex: female or male
service-reason-sex-fits = { $sex ->
        [male] Ер адамдарға арналған
       *[female] Әйелдерге арналған
    }
# $sex: female or male
service-reason-sex-not = { $sex ->
        [male] Тек ер адамдарға арналған
       *[female] Тек әйелдерге арналған
    }
# $sex: female or male
service-reason-sex-not-known = { $sex ->
        [male] Тек ер адамдарға арналған, ал адамның жынысы белгісіз
       *[female] Тек әйелдерге арналған, ал адамның жынысы белгісіз
    }
# $of: family, status or registration; $code: what it asks for, by name
service-reason-trait-fits = { $of ->
        [family] Отбасы жағдайы сай келеді
        [registration] Қағазы сай келеді
       *[status] Мәртебесі сай келеді
    }: { $code }
# $of: family, status or registration; $code: what it asks for, by name
service-reason-trait-not = { $of ->
        [family] Басқа отбасыларға арналған
        [registration] Басқа қағаз керек
       *[status] Басқа мәртебедегілерге арналған
    }: { $code }
# $of: family, status or registration; $code: what it asks for, by name
service-reason-trait-not-known = { $of ->
        [family] Отбасы жағдайын сұрап білу керек
        [registration] Қандай қағазы барын сұрап білу керек
       *[status] Мәртебесін сұрап білу керек
    }: { $code }
service-reason-no-registration = Қағаз сұралмайды
service-reason-conditions-in-words = Кімге арналғаны тек сөзбен жазылған: оқып шығыңыз
service-reason-in-place = Адам тұрған жерге қызмет көрсетеді
service-reason-out-of-area = Басқа жерге қызмет көрсетеді
# $km: whole kilometres
service-reason-near = { $km } км жерде
# $km: whole kilometres
service-reason-far = Алыс: { $km } км
# $language: the language, by name
service-reason-language-spoken = Тілінде сөйлейді: { $language }
service-reason-interpreter = Аудармашы бар
service-reason-language-not = Адам білетін тілде сөйлемейді
service-reason-language-not-known = Қай тілде сөйлейтіні белгісіз
# $until: when it closes
service-reason-open-now = Қазір ашық, жабылады: { $until }
# $at: when it opens
service-reason-opens = Қазір жабық, ашылады: { $at }
service-reason-not-open = Алдағы күндерде ашылмайды
service-reason-hours-not-known = Уақыты белгісіз, қоңырау шалыңыз
# $count: a number; $on: the day it was said
service-reason-places-free = Бос орын: { $count }, айтылған күні: { $on }
# $on: the day it was said
service-reason-full = Орын жоқ, айтылған күні: { $on }
service-reason-places-not-known = Орны белгісіз, бұл орын жоқ деген емес
# $on: the day; $days: days since
service-reason-checked = Тексерілген күні: { $on }
# $on: the day; $days: days since
service-reason-checked-long-ago = Көптен тексерілмеген, соңғы рет: { $on }
service-reason-never-checked = Ешқашан тексерілмеген
# $answered, $tried: numbers; $days: days, or none
service-reason-answered = { $tried } жолдаманың { $answered } жауабы келді{ $days ->
        [none] { "" }
       *[other] , көбіне { $days } күнде
    }
# $tried: a number
service-reason-not-answered = Жіберілген жолдамаға жауап бермеді: { $tried }
# $on: the day
service-reason-refused = Осы адамды { $on } күні талабына сай емес деп алмаған
service-reason-referred-already = Осы адамның мұнда ашық жолдамасы бар
# $status: active, temporarily_closed, inactive or defunct
service-reason-not-running = { $status ->
        [temporarily_closed] Уақытша жабық
        [defunct] Біржола жабылған
       *[other] Қазір жұмыс істемейді
    }
