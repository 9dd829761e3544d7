### Қағазға шығару: хат, келісім парағы, «Сіз туралы бізде не бар».

paper-one-language-label = Бір тілде ғана
paper-folder-hint = Файл шифрланбайды. Басып шығарған соң оны өшіріңіз.
paper-printer-label = Принтер
paper-no-printer-hint = Бұл компьютерден принтер табылмады. Файлды сақтап, басқа бағдарламадан басып шығаруға болады.
paper-print-action = Басып шығару
paper-save-action = Файлға сақтау
paper-first-language-label = Тілі
paper-second-language-label = Екінші тілі
paper-printed-message = Принтерге жіберілді. Қағазды бірден алыңыз.
paper-saved-message = Сақталды: { $path }
paper-unprintable-message = Мына таңбалар басылмайды, қағазда орнына � тұрады: { $signs }. Оларды басқа таңбамен жазыңыз.
paper-cut-message = Мәтін тым ұзын, соңы қағазға түспейді: { $lines }. Қысқарақ жазыңыз.
paper-consent-title = Келісім парағы
paper-consent-hint = Белгіленген мәлімет сол күйінде жазылады. Адамға дауыстап оқып беріңіз.
paper-consent-action = Келісім парағын жасау
paper-held-title = Бұл адам туралы бізде не бар
paper-held-hint = Парақ адамның өзіне ғана беріледі. Қатер төндіретін жауаптар қағазға жазылмайды: оларды оңаша айтып беріңіз.
paper-held-action = Адамға беретін парақ
