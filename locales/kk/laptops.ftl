### Орталықтың ноутбуктері: тізімі, шақыру, қосу, шығару.

laptops-title = Ноутбуктер
laptops-hint = Орталықтың ноутбуктері және әрқайсысында не жоғы, соңғы алмасу бойынша.
laptops-meet-action = USB арқылы алмасу
laptops-invite-action = Ноутбук шақыру
laptops-let-in-action = Жауабын қабылдау
laptops-back-action = Ноутбуктерге қайту
laptops-own-label = осы ноутбук
# Орталық алғаш құрылған ноутбук: оған атау берілмеген.
laptops-first-label = бірінші ноутбук
# $names: қызметкерлердің аты
laptops-works-message = Жұмыс істейтіні: { $names }
laptops-never-message = одан хабар болған жоқ
# $when: 22 қараша, 17:40
laptops-met-message = соңғы хабары: { $when }
# $count: ол ноутбукте жоқ өзгеріс саны
laptops-lacks-message =
    { $count ->
        [0] бәрі бар
       *[other] онда жоғы: { $count } өзгеріс
    }
laptops-lost-action = Жоғалды
laptops-renew-action = Қоңырау шалуды сұрап тұр
laptops-renew-hint = Үйлестірушінің ноутбугінен 45 күн бойы жаңа дерек алмаған ноутбук сегіз таңба көрсетіп, қоңырау шалуды сұрайды. Кіммен сөйлесіп тұрғаныңызға көз жеткізіңіз.
laptops-renew-out-hint = Бұл ноутбук орталықтан шығарылған. Таңбаларды оны қолында ұстап отырған өз адамыңызға ғана оқып беріңіз: сонда ол ішіндегі дерегімен ашылады, жіберілмегенін USB арқылы алып шығуға болады. Содан кейін онда жазылғаны есепке алынбайды.
laptops-renew-shown-label = Ол көрсетіп тұрған таңбалар
laptops-renew-go-action = Не оқып беретінімді көрсету
# $device: ноутбуктің атауы
laptops-renew-code-label = { $device } ноутбугінің қасындағы адамға оқып беріңіз
laptops-renew-code-hint = Ол тек қазір көрсетіп тұрғанына және бір-ақ рет жарайды.
laptops-alone-message = Басқа ноутбук әлі жоқ. Ноутбук шақырсаңыз, екеуі USB арқылы алмаса алады.
# $count: сан
laptops-gone-label = Орталықтан шығарылған ноутбук: { $count }
laptops-invites-title = Осы ноутбукте жасалған шақырулар
laptops-invite-open = жауап күтіп тұр
laptops-invite-answered = қосылды
laptops-invite-dead = жойылды
# $when: 22 қараша, 17:40
laptops-invite-made-message = Жасалған уақыты: { $when }
laptops-invite-end-action = Шақыруды қайтарып алу

## Шақыру

laptops-invite-title = Ноутбук шақыру
laptops-invite-hint = Жаңа ноутбукке арналған шақыру файлы жасалады. Ол USB арқылы қолдан-қолға беріледі.
laptops-who-label = Жаңа ноутбукте кім жұмыс істейді?
laptops-who-me = Мен өзім
laptops-who-member = Орталықтың қызметкері
laptops-who-new = Жаңа адам
laptops-member-label = Қызметкер
laptops-folder-label = Шақыру жазылатын бума
laptops-folder-hint = USB-ді салып, ондағы буманы таңдаңыз немесе жолын теріңіз.
laptops-lack-who = Жаңа ноутбукте кім жұмыс істейтінін таңдаңыз.
laptops-lack-member = Қызметкерді таңдаңыз.
laptops-invite-go-action = Шақыру жасау
laptops-invited-message = Шақыру жазылды
# $days: 60
laptops-invited-step-hand = USB-ді өз қолыңызбен беріңіз. Хабарламамен жібермеңіз: бұл файлмен қосылуға болады. Шақыру { $days } күн жарайды, бір-ақ рет қолданылады.
laptops-invited-step-join = Жаңа ноутбукте Pana ашылып, «Шақырумен қосылу» таңдалады.
laptops-invited-step-back = USB жауап файлымен қайтып келгенде, «Жауабын қабылдау» түймесін басыңыз.

## Жауапты қабылдау

laptops-let-in-title = Жаңа ноутбукті қосу
laptops-let-in-hint = Жаңа ноутбуктің жауап файлы және экранындағы саны керек.
laptops-answer-label = Жауап файлы
laptops-answer-hint = Жаңа ноутбуктен келген USB-ді салып, ондағы файлды таңдаңыз.
laptops-answer-action = Жауапты ашу
laptops-check-hint = Санды жаңа ноутбуктің өз экранынан оқып теріңіз. Дұрыс болса, арада бөгде ешкім жоқ.
laptops-check-label = Жаңа ноутбуктегі сан
# $typed: терілген цифр саны, $all: 12
laptops-check-left-message = Терілгені: { $typed } / { $all } цифр
laptops-differ-label = Басқа сан терілсе, шақыру жойылады.
laptops-differ-hint = Ол ноутбукке ештеңе берілмейді, жаңа шақырумен қайта бастайсыз.
laptops-let-in-go-action = Қосу
laptops-asks-title = Кім қосылады
laptops-asks-device-label = Ноутбук
laptops-asks-member-label = Кім ашады
laptops-asks-sees-label = Не көреді
laptops-asks-sees-all = орталықтың адамдары және жеке кездесулер
laptops-asks-sees-but-private = орталықтың адамдары; жеке кездесулерсіз
laptops-let-in-stop-hint = Сан тексерілгеннен кейін тоқтатсаңыз, ноутбук қосылған болып қалады, бірақ USB-ге ештеңе жазылмайды.
# $device: ноутбуктің атауы
laptops-let-in-done-title = Қосылды: { $device }. USB-ді суыруға болады
# $count: өзгеріс саны
laptops-let-in-done-message = Оған керек { $count } өзгеріс жауап файлының қасына жазылды, қайта оқылып тексерілді. USB-ді жаңа ноутбукке апарыңыз.
laptops-write-action = Жинақты қайта жазу

## Жоғалған ноутбук

# $device: ноутбуктің атауы
laptops-lost-title = Жоғалды: { $device }
laptops-order-title = Рет-ретімен
laptops-out-label = Орталықтан шығару
laptops-out-hint = Енді жазылатыны ол ноутбукте ашылмайды. Осыған дейін жазғаны сақталады; кейін жазғаны келсе, тексеруді күтеді. Мұны қайтаруға болмайды: табылса, жаңа шақырумен қосылады.
laptops-out-action = Шығару
laptops-out-done-label = шығарылды
laptops-tell-label = Басқа ноутбуктерге жеткізу
# $count: басқа ноутбук саны
laptops-tell-hint =
    { $count ->
        [0] Басқа ноутбук жоқ.
       *[other] Алмасқанша басқа { $count } ноутбук мұны білмейді.
    }
laptops-words-label = Құпия сөйлемді ауыстыру
laptops-words-hint = Сөйлем қағазға жазылып, ноутбукпен бірге жоғалса, сол сөйлем қолданылған басқа ноутбуктерде ауыстыру керек. Жоғалғанындағысы өзгермейді.
laptops-words-action = Ауыстыру
laptops-say-label = Деректерді қорғауға жауапты адамға айту
laptops-say-hint = Ноутбук ашық күйде не сөйлемімен бірге жоғалса, кідірмей айтыңыз: ішіндегі адамдарға да айту керек болуы мүмкін.
laptops-closed-label = Құпия сөйлемсіз оқылмайды.
# $names: қызметкерлердің аты
laptops-closed-hint = Оны мыналардың сөйлемі ғана ашады: { $names }. Ештеңе басылмаса, өзі құлыпталады.
laptops-closed-nobody-hint = Оны сонда жұмыс істегендердің сөйлемі ғана ашады. Ештеңе басылмаса, өзі құлыпталады.
laptops-held-title = Ішінде не болуы мүмкін
laptops-held-people-label = Адамдар
# $count: осы ноутбуктегі адам саны
laptops-held-people-message = осында белгілі { $count } адамнан көп емес, және сонда тіркелгендер
laptops-held-private = болуы мүмкін
laptops-held-no-private = жоқ: онда рұқсаты бар адам жұмыс істемейді
laptops-held-met-label = Соңғы хабары
laptops-held-since-label = Одан кейінгісі
laptops-held-since-message = белгісіз; тек сол ноутбукте

## Желі арқылы шақыру

laptops-how-label = Шақыру қалай жеткізіледі?
laptops-how-online = Желі арқылы: жаңа ноутбукте сегіз сөз теріледі
laptops-how-file = USB-дегі файлмен
laptops-online-hint = Жаңа ноутбук орталықтың түйініне шыға алуы керек. Қолмен ештеңе тасылмайды.
laptops-room-hint = Жаңа ноутбук осы ноутбукпен бір желіде не бір кабельде болуы керек. Қолмен ештеңе тасылмайды.
laptops-online-steps-label = Қадамдар
laptops-online-step-invite = Шақыру
laptops-online-step-compare = Салыстыру
laptops-online-step-done = Дайын
laptops-online-show-action = Көрсету
laptops-online-words-title = Жаңа ноутбукте осы мекенжай мен сегіз сөзді теріңіз
laptops-online-address-label = Мекенжай:
laptops-online-words-hint = Сөздерді басқалар еститін жерде дауыстап айтпаңыз, хабарламамен жібермеңіз. Шақыру жарамай қалса, жаңасын жасай саласыз.
laptops-online-words-message = Жаңа ноутбуктің жауабын күтіп тұрмыз.
laptops-online-laptop-message = Бір ноутбукте сөздер терілді. Саны қазір шығады.
laptops-online-again-label = Бұл сөздерді басқа біреу біледі.
laptops-online-again-hint = Оларға екінші ноутбук жауап бермек болды. Экранын өзіңіз көріп тұрған ноутбукті ғана қосыңыз; күмәндансаңыз, шақыруды қайтарып алыңыз.
laptops-online-check-title = Жаңа ноутбукте қандай сан тұр?
laptops-online-stop-action = Сан басқа, тоқтату
laptops-online-over-message = Бұл шақыру аяқталды.
# $device: ноутбуктің атауы
laptops-online-done-title = { $device } қосылды
laptops-online-done-hint = Жаңа ноутбукте сонда таңдалған құпиясөз теріледі. Орталықтың дерегі өзі келеді.
laptops-online-untold-hint = Түйінге хабар әзірге жетпеді. Ол келесі алмасуда жетеді, оған дейін жаңа ноутбук күтіп тұрады.
