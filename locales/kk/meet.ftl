### Ноутбуктердің USB арқылы алмасуы.

meet-title = USB арқылы алмасу
meet-hint = Ноутбуктер бірінде бар, бірінде жоқ жазбаларды USB арқылы алмасады. Интернет керек емес.
meet-calm-message = Әзірге ештеңе алынған жоқ, ештеңе жазылған жоқ.
# Тақырыптың қасында, алмасу жүріп жатқанда.
meet-keep-label = USB-ді суырмаңыз
meet-step-put = USB салу
meet-step-look = Не бар екенін қарау
meet-step-exchange = Алмасу
meet-step-take = Шығарып алу
meet-folder-label = USB-дегі бума
meet-folder-hint = USB-ді салыңыз да, ондағы буманы таңдаңыз немесе жолын теріңіз.
meet-look-action = Не бар екенін қарау
meet-laptops-action = Ноутбуктер тізімі

## Алдын ала қарау

# $device: ноутбуктің атауы
meet-came-title = Келгені: { $device }
meet-unknown-label = белгісіз ноутбук
# $when: 22 қараша, 17:40
meet-came-when-message = Жазылған уақыты: { $when }
meet-events-message = { $count } өзгеріс
# $count: осы ноутбукте жоқ өзгеріс саны
meet-new-message =
    { $count ->
        [0] бәрі осында бар
       *[other] осында жоғы: { $count }
    }
# $part: бөліктің нөмірі
meet-part-missing-label = Жоқ бөлік: { $part }
meet-part-torn-label = Соңына дейін оқылмайтын бөлік: { $part }
# $count: сол бөліктегі өзгеріс саны
meet-part-hint = Ішінде { $count } өзгеріс. Қалғаны алынады, бұл бөлік сол ноутбуктен қайта сұралады.
meet-part-later-label = кейін келеді
meet-nothing-message = Мұнда осы ноутбукке арналған ештеңе жоқ. Осыдан басқаларға жазуға болады.
meet-reads-label = Келгенін осы ноутбукке алу
# $count: файл саны
meet-other-others = Басқа ноутбуктерге арналған файл: { $count }
meet-other-centre = Басқа орталықтың файлы: { $count }. Олар алынбайды.
meet-other-newer = Pana-ның жаңарақ нұсқасы жазған файл: { $count }. Осы ноутбукте Pana-ны жаңартыңыз.
meet-other-broken = Бұзылған файл: { $count }
meet-other-unread = USB оқытпай тұрған файл: { $count }
meet-more-message = Бұл бумада файл тым көп, бәрі қаралған жоқ.
meet-goes-title = Осы ноутбуктен кететіні
meet-goes-hint = Қай ноутбуктерге жазу керек?
meet-alone-message = Орталықта басқа ноутбук әлі жоқ.
meet-private-label = Жеке кездесулер
meet-private-hint = тек рұқсаты барларға, бөлек құлыппен
meet-lost-hint = USB жоғалса да, ішіндегісін біздің ноутбуктерден басқа ешкім аша алмайды.
meet-choose-message = Келгенін алуды не қай ноутбукке жазуды таңдаңыз.
meet-go-action = Алмасуды бастау

## Алмасу жүріп жатыр

# $done, $total: сан
meet-doing-looking =
    { $total ->
        [0] USB-де не бар екені қаралып жатыр
       *[other] Қаралды: { $done } / { $total }
    }
meet-doing-reaching = Қосылып жатыр
meet-doing-giving = Жіберілген өзгеріс: { $done } / { $total }
meet-doing-reading = Алынған өзгеріс: { $done } / { $total }
meet-doing-giving-files = Жіберілген файл: { $done } / { $total }
meet-doing-reading-files = Алынған файл: { $done } / { $total }
meet-doing-awaiting = Екінші ноутбук келгенін қабылдап жатыр
meet-doing-counting = Басқаларда не жоғы саналып жатыр
meet-doing-writing = Жазылған өзгеріс: { $done } / { $total }
meet-doing-checking = Жазылғаны қайта оқылып жатыр
# $count: осы ноутбукте бұрын болмаған адам саны
meet-people-message = Жаңа адам: { $count }
meet-stop-action = Тоқтату
meet-stop-hint = Тоқтатсаңыз да, осыған дейін алынғаны сақталады. USB-де жарым-жартылай жазылған ештеңе қалмайды.
meet-look-stop-hint = Әзірге ештеңе алынған жоқ, ештеңе жазылған жоқ.
meet-away-hint = Басқа бетке өтіп, жұмыс істей беруге болады.

## Алмасып болды

meet-done-title = Алмасып болдық
meet-pull-title = USB-ді суыруға болады
# $count: жазылған өзгеріс саны
meet-written-message =
    { $count ->
        [0] Басқаларда жоқ өзгеріс болған жоқ. Бізде не бары жазылып, қайта оқылып тексерілді.
       *[other] { $count } өзгеріс жазылды, қайта оқылып тексерілді. Енді USB-ді таңдалған ноутбуктерге апарыңыз.
    }
# $count: алынған өзгеріс саны
meet-brought-events-message =
    { $count ->
        [0] Жаңа ештеңе болған жоқ
       *[other] Алынды: { $count } өзгеріс
    }
# $count: файл саны
meet-brought-files-message = Жауаптарға тіркелген файл келді: { $count }
# $count: екі жауабы бар сұрақ саны
meet-conflicts-message = Екі жауабы бар сұрақ: { $count }
meet-conflicts-hint = Екеуі де сақталды, қайсысы дұрыс екенін адам шешеді.
meet-lacks-label = Мұнда бәрі болған жоқ
meet-lacks-hint = Бары алынды, қалғаны келесі алмасуда келеді.
# $count: басқасын күтіп тұрған өзгеріс саны
meet-waiting-hint = { $count } өзгеріс әлі келмеген басқа жазбаны күтіп тұр. Қалғаны келесі алмасуда келеді.
# $count: белгісіз ноутбуктердің алынбаған жазбалары
meet-not-taken-message = Белгісіз ноутбуктен алынбаған жазба: { $count }
meet-not-taken-hint = Осындай жазба тым көп болды, сондықтан қалғаны келген жерінде тұр. Ноутбуктің кімдікі екенін үйлестірушінің ноутбугі айтқан соң қайта алмасыңыз.
# $count: сан
meet-aside-message = Бөлек қойылғаны: { $count }
meet-aside-hint = Олар есепке алынбайды, бірақ жоғалған жоқ.
meet-aside-action = Қарау
meet-laptop-label = Қай ноутбук
meet-heard-label = Соңғы хабары
meet-missing-label = Онда жоғы
# $count: өзгеріс саны
meet-on-stick-message = { $count } өзгеріс, USB-де тұр
meet-today-action = Бүгінгі істерге өту
meet-another-action = Тағы бір USB
meet-retry-action = Қайталап көру
meet-stopped-title = Тоқтатылды. USB-ді суыруға болады
meet-stopped-message = Осыған дейін алынғаны сақталды. USB-де жарым-жартылай жазылған ештеңе қалған жоқ.

## Жұмыс істеп отырған адам басқа ноутбукте орталықтан шығарылған

meet-left-title = Сіз енді осы орталықта жұмыс істемейсіз.
# $count: өзгеріс саны
meet-left-message = Осы ноутбукте бар, басқаларда жоқ { $count } өзгеріс осы USB-ге жазылды. USB-ді үйлестірушіге беріңіз. Ноутбук бір минуттан кейін құлыпталады.
