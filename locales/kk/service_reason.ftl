### Қызмет адамға неге сай келеді, неге келмейді (service-reason-). Қажеттіліктер бетінде қызметтің қасында тұрады.
### Күн мен уақыт, тіл мен түр атауы дайын күйінде қойылады.

# $kind: қызмет түрінің атауы
service-reason-serves = Керек қызметтің өзі: { $kind }
# $least, $greatest: жас; none: шегі жоқ
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
# $least, $greatest: жас; none: шегі жоқ
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
# $least, $greatest: жас; none: шегі жоқ
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
# $sex: female не male
service-reason-sex-fits = { $sex ->
        [male] Ер адамдарға арналған
       *[female] Әйелдерге арналған
    }
# $sex: female не male
service-reason-sex-not = { $sex ->
        [male] Тек ер адамдарға арналған
       *[female] Тек әйелдерге арналған
    }
# $sex: female не male
service-reason-sex-not-known = { $sex ->
        [male] Тек ер адамдарға арналған, ал адамның жынысы белгісіз
       *[female] Тек әйелдерге арналған, ал адамның жынысы белгісіз
    }
# $of: family, status не registration; $code: не сұралатыны, атауымен
service-reason-trait-fits = { $of ->
        [family] Отбасы жағдайы сай келеді
        [registration] Қағазы сай келеді
       *[status] Мәртебесі сай келеді
    }: { $code }
# $of: family, status не registration; $code: не сұралатыны, атауымен
service-reason-trait-not = { $of ->
        [family] Басқа отбасыларға арналған
        [registration] Басқа қағаз керек
       *[status] Басқа мәртебедегілерге арналған
    }: { $code }
# $of: family, status не registration; $code: не сұралатыны, атауымен
service-reason-trait-not-known = { $of ->
        [family] Отбасы жағдайын сұрап білу керек
        [registration] Қандай қағазы барын сұрап білу керек
       *[status] Мәртебесін сұрап білу керек
    }: { $code }
service-reason-no-registration = Қағаз сұралмайды
service-reason-conditions-in-words = Кімге арналғаны тек сөзбен жазылған: оқып шығыңыз
service-reason-in-place = Адам тұрған жерге қызмет көрсетеді
service-reason-out-of-area = Басқа жерге қызмет көрсетеді
# $km: километр, бүтін сан
service-reason-near = { $km } км жерде
# $km: километр, бүтін сан
service-reason-far = Алыс: { $km } км
# $language: тіл атауы
service-reason-language-spoken = Тілінде сөйлейді: { $language }
service-reason-interpreter = Аудармашы бар
service-reason-language-not = Адам білетін тілде сөйлемейді
service-reason-language-not-known = Қай тілде сөйлейтіні белгісіз
# $until: жабылатын уақыты
service-reason-open-now = Қазір ашық, жабылады: { $until }
# $at: ашылатын уақыты
service-reason-opens = Қазір жабық, ашылады: { $at }
service-reason-not-open = Алдағы күндерде ашылмайды
service-reason-hours-not-known = Уақыты белгісіз, қоңырау шалыңыз
# $count: сан; $on: айтылған күні
service-reason-places-free = Бос орын: { $count }, айтылған күні: { $on }
# $on: айтылған күні
service-reason-full = Орын жоқ, айтылған күні: { $on }
service-reason-places-not-known = Орны белгісіз, бұл орын жоқ деген емес
# $on: күні; $days: содан бергі күн саны
service-reason-checked = Тексерілген күні: { $on }
# $on: күні; $days: содан бергі күн саны
service-reason-checked-long-ago = Көптен тексерілмеген, соңғы рет: { $on }
service-reason-never-checked = Ешқашан тексерілмеген
# $answered, $tried: сан; $days: күн саны не none
service-reason-answered = { $tried } жолдаманың { $answered } жауабы келді{ $days ->
        [none] { "" }
       *[other] , көбіне { $days } күнде
    }
# $tried: сан
service-reason-not-answered = Жіберілген жолдамаға жауап бермеді: { $tried }
# $on: күні
service-reason-refused = Осы адамды { $on } күні талабына сай емес деп алмаған
service-reason-referred-already = Осы адамның мұнда ашық жолдамасы бар
# $status: active, temporarily_closed, inactive не defunct
service-reason-not-running = { $status ->
        [temporarily_closed] Уақытша жабық
        [defunct] Біржола жабылған
       *[other] Қазір жұмыс істемейді
    }
