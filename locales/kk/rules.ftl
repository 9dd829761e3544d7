### Ережелер кестесі: ұяшықта не дұрыс емес (rules-problem-) және оны қалай түзету керек (rules-remedy-).

## Сандар сан күйінде беріледі. Ұяшықтың орны алдында тұрады.

rules-problem-sheet-missing = Файлда rules парағы жоқ
rules-remedy-sheet-missing = Ережелер тұрған параққа rules деген ат беріңіз
rules-problem-column-missing = «{ $column }» бағаны жоқ
rules-remedy-column-missing = Бірінші жолға қосыңыз
rules-problem-column-unknown = «{ $column }» бағаны ережеге қатысты емес
rules-remedy-column-unknown = Атын түзетіңіз не бағанды өшіріңіз: ішіндегісі ескерілмей қалар еді
rules-problem-column-twice = «{ $column }» бағаны екі рет тұр
rules-remedy-column-twice = Екеуінің бірін қалдырыңыз
rules-problem-cell-missing = «{ $column }» бағанында ештеңе жазылмаған
rules-remedy-cell-missing = Толтырыңыз не жолды түгел өшіріңіз
rules-problem-id-twice = «{ $name }» ережесі { $cell } ұяшығында бар
rules-remedy-id-twice = Екеуінің біріне басқа нөмір беріңіз
rules-problem-condition-wrong = Шарты оқылмады
rules-remedy-condition-wrong = Жақшасы мен тырнақшасын, функция аттарын тексеріңіз; шарт сауалнаманың relevant бағанындағыдай жазылады
rules-problem-condition-long = Шарт { $count } сұраққа қарайды, ең көбі { $limit } болуы керек
rules-remedy-condition-long = Бірнеше ережеге бөліңіз
rules-problem-question-unknown = «{ $form }» ішінде «{ $name }» деген жоқ
rules-remedy-question-unknown = Атын түзетіңіз: мұндай ереже ешқашан орындалмайды
rules-problem-choice-unknown = Бұл сұрақтардың ешқайсысында «{ $value }» деген жауап жоқ
rules-remedy-choice-unknown = Жауаптың атын тексеріңіз
rules-problem-word-unknown = «{ $column }» бағанында «{ $value }» тұр
rules-remedy-word-unknown = Мыналардың бірін жазыңыз: { $allowed }
rules-problem-service-unknown = «{ $value }» деген қызмет түрі жоқ
rules-remedy-service-unknown = Қызмет түрлерінің тізіміндегі атын жазыңыз
rules-problem-need-unknown = «{ $value }» деген қажеттілік жоқ
rules-remedy-need-unknown = Қажеттіліктер тізіміндегі атын жазыңыз
rules-problem-explanation-missing = Түсіндірмесі { $language } тілінде жазылмаған
rules-remedy-explanation-missing = Жазыңыз; оған дейін басқа тілде көрсетіледі
rules-problem-empty = Бірде-бір ереже жоқ
rules-remedy-empty = Бағандар атынан төмен, әр ережені бір жолға жазыңыз
rules-problem-too-many = { $limit } ережеден көп
rules-remedy-too-many = Қажетсіздерін алып тастаңыз
rules-problem-stops-missing = «{ $name }» ережесі жоқ не өзгертілген: ол адам «ешкімге айтпаңыз» дегенде жолдаманы тоқтатады
rules-remedy-stops-missing = Пананың өз кестесіндегі жолды сол күйінде қайта қосыңыз
rules-problem-apart-missing = «{ $name }» ережесі бөтен көзден жасырын болуы керек
rules-remedy-apart-missing = apart бағанына yes деп жазыңыз
