"""What a good model would write: one wording for each move, intent and language, with slots. For the fake endpoint.

Parts in brackets fall out when their slot does not exist; a pair is formal and informal wording.
"""

from __future__ import annotations

Wording = str | tuple[str, str]

# The line of the prompt that tells the intent, by its beginning.
INTENTS = {
    "the candidate cancels": "cancel",
    "the candidate asks to move": "reschedule",
    "the candidate withdraws": "withdraw",
    "the candidate missed": "missed",
    "the company cannot offer": "accept_refusal",
    "the candidate confirms": "confirm",
    "the candidate asks for news": "follow_up",
    "the candidate says thank you": "thank_you",
    "the candidate asks for information": "ask_information",
    "the candidate had withdrawn": "reconsider",
    "the candidate would like to stay": "keep_in_touch",
}

ES: dict[str, Wording] = {
    "cancel.subject": "Cancelación de la entrevista",
    "reschedule.subject": "Solicitud de cambio de fecha",
    "withdraw.subject": "Retirada de mi candidatura",
    "missed.subject": "Disculpas por la entrevista perdida",
    "accept_refusal.subject": "Gracias por la respuesta",
    "confirm.subject": "Confirmación de la entrevista",
    "follow_up.subject": "Consulta sobre mi candidatura",
    "thank_you.subject": "Gracias por la entrevista",
    "ask_information.subject": "Consulta sobre la entrevista",
    "reconsider.subject": "Sobre mi candidatura",
    "keep_in_touch.subject": "Gracias y seguimos en contacto",
    "cancel.purpose": ("Le escribo para cancelar la entrevista para el puesto de {position}[ del {when}].",
                       "Te escribo para cancelar la entrevista para el puesto de {position}[ del {when}]."),
    "reschedule.purpose": "No podré acudir a la entrevista para {position}[ del {when}] y quisiera aplazarla.",
    "withdraw.purpose": "He decidido retirar mi candidatura al puesto de {position}.",
    "withdraw.purpose+when": "He decidido retirar mi candidatura al puesto de {position}, de modo que no acudiré a la "
                             "entrevista del {when}.",
    "missed.purpose": "No acudí a la entrevista para el puesto de {position}[ del {when}].",
    "confirm.purpose": "Confirmo mi asistencia a la entrevista para el puesto de {position}[ del {when}].",
    "follow_up.purpose": "Me pongo en contacto por la entrevista para el puesto de {position}.",
    "ask_information.purpose": "Tengo una consulta sobre la entrevista para el puesto de {position}[ del {when}].",
    "reconsider.purpose": "Hace un tiempo retiré mi candidatura al puesto de {position} y, tras pensarlo de nuevo, "
                          "quisiera retomarla.",
    "keep_in_touch.purpose": "Me dirijo a ustedes por el proceso para el puesto de {position}.",
    "confirm.details": "Tengo anotado el lugar: {place}.",
    "apology": "Lamento mucho las molestias.",
    "missed.apology": "Pido disculpas por no haber acudido.",
    "reason": "Es por {brief}.",
    "acceptance": "Comprendo perfectamente que no sea posible otra fecha.",
    "reschedule_offer": "¿Sería posible hablar en otro momento, por teléfono o por videollamada?",
    "reschedule_offer+alternatives": ("¿Le vendría bien {alternatives}?", "¿Te vendría bien {alternatives}?"),
    "gratitude": "Muchas gracias por la atención.",
    "thank_you.gratitude": "Muchas gracias por la entrevista para el puesto de {position}.",
    "interest": "Sigo con mucho interés en el puesto.",
    "accept_refusal.interest": "Mantengo todo mi interés en el puesto de {position}.",
    "question": "¿Hay alguna novedad sobre el proceso?",
    "confirm.question": "¿Conviene que lleve algún documento?",
    "ask_information.question": "¿Qué formato y duración tendrá la entrevista, y quiénes participarán?",
    "reconsider.question": "¿Sería todavía posible participar en el proceso?",
    "future_contact": "Ojalá podamos coincidir más adelante.",
}  # fmt: skip

# What the prompt calls a reason, where it is no noun.
BRIEF = {
    "ha aceptado otra oferta": "He aceptado otra oferta.",
    "necesita más tiempo para prepararse": "Necesito más tiempo para prepararme.",
    "ha decidido orientar su búsqueda en otra dirección": "He decidido orientar mi búsqueda en otra dirección.",
    "has accepted another offer": "The reason is that I have accepted another offer.",
    "needs more time to prepare": "The reason is that I need more time to prepare.",
    "has decided to take the search in another direction": "I have decided to take my search in another direction.",
    "a conflict in the sender's schedule": "This is because of a conflict in my schedule.",
    "something unforeseen": "Something unforeseen has come up.",
}

EN: dict[str, Wording] = {
    "cancel.subject": "Cancelling my interview",
    "reschedule.subject": "Request to move my interview",
    "withdraw.subject": "Withdrawing my application",
    "missed.subject": "Apologies for the missed interview",
    "accept_refusal.subject": "Thank you for your answer",
    "confirm.subject": "Confirming my interview",
    "follow_up.subject": "News about my application",
    "thank_you.subject": "Thank you for the interview",
    "ask_information.subject": "Question about my interview",
    "reconsider.subject": "About my application",
    "keep_in_touch.subject": "Thank you and keeping in touch",
    "cancel.purpose": "I am writing to cancel my interview for the position of {position}[ on {when}].",
    "reschedule.purpose": "I cannot come to the interview for {position}[ on {when}] and would like to move it.",
    "withdraw.purpose": "After some thought, I have decided to withdraw my application for the position of {position}.",
    "withdraw.purpose+when": "After some thought, I have decided to withdraw my application for the position of "
                             "{position}, so I will not attend the interview on {when}.",
    "missed.purpose": "I missed the interview for the position of {position}[ on {when}].",
    "confirm.purpose": "I confirm that I will attend the interview for the position of {position}[ on {when}].",
    "follow_up.purpose": "I am writing about my interview for the position of {position}.",
    "ask_information.purpose": "I have a question about the interview for the position of {position}[ on {when}].",
    "reconsider.purpose": "Some time ago I withdrew my application for the position of {position}; I have thought "
                          "about it again and would like to be considered.",
    "keep_in_touch.purpose": "I am writing about the position of {position}.",
    "confirm.details": "My notes say that we meet here: {place}.",
    "apology": "Please accept my apologies for the inconvenience.",
    "missed.apology": "Please accept my sincere apologies for not attending.",
    "reason": "This is because of {brief}.",
    "acceptance": "Of course I understand that another date is not possible.",
    "reschedule_offer": "Would a conversation at another time, by phone or by video, be possible instead?",
    "reschedule_offer+alternatives": "Would {alternatives} suit you?",
    "gratitude": "Thank you for your time.",
    "thank_you.gratitude": "Thank you for the interview for the position of {position}.",
    "interest": "My interest in this opportunity is unchanged.",
    "accept_refusal.interest": "My interest in the position of {position} remains strong.",
    "question": "Is there any news about the process?",
    "confirm.question": "Should I bring any documents?",
    "ask_information.question": "Could you tell me the format, the length and who will take part?",
    "reconsider.question": "Would it still be possible to take part in the process?",
    "future_contact": "Perhaps our paths will cross again later on.",
}  # fmt: skip
