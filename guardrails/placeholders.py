"""Placeholders left in a message, in every common notation: {name}, {{name}}, ${name}, [Name], <company>, %s, …"""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.folding import fold
from guardrails.scanning import Gated

# Each alternative is bounded and has no quantifier inside a quantifier, so that time stays linear.
# Words in brackets that belong to ordinary text: "[sic]", "[...]", figures of a reference "[1]".
# and notes on an attachment: "[scanned]", "[Ref: INT-0098]".
_NOT_IN_BRACKETS = re.compile(
    r"""sic|\d{1,3}|x|n/a|[ ]
      | ref(?:erencia|erence)?\.?:?[ ]?(?=[^\]]*\d)[\w\-/.\ ]{2,40}
      | v\d[\d.]{0,6}|(?:make|npm|rama|branch|carpeta|anexo|p[áa]g\.?|cap\.?|hoja|versi[óo]n)[ ][\w\-/.]{1,20}
      | (?:https?://)?[\w\-.]{1,60}\.(?:com|org|net|io|dev|app|es|mx|ar|co|cl|pe|uk|in)(?:/[\w\-/.]*)?
      | data|main|master|en[ ]vigor|vigente|en[ ]regla|al[ ]d[íi]a|definitiv[oa]|provisional|resumen|extracto|foto|audio
      | attested|scanned|attached|enclosed|signed|redacted|translated|certified|updated|revised|corrected|stamped
      | escaneado|firmado|traducido|legalizado|compulsado|apostillado|actualizado|corregido|adjunt[oa]s?
      | \d+[ ]?[a-z]{1,8}
      | tests?|docs?|src|drafts?|originals?|copies|copy|xerox|photocop(?:y|ies)|final|video|online|remote|in[ ]person
      | pdf|word|excel|laughs?|smiles?|emphasis[ ]mine|my[ ]emphasis
      | borrador|copias?|originales|presencial|en[ ]línea|virtual|risas
      | (?:ground|first|top|main|back|side|front|north|south|east|west|rear|annexe|new|old)[ ]
        (?:floor|entrance|door|building|gate|block|wing|site|campus)
      | planta[ ]baja|(?:portal|puerta|edificio|bloque|escalera|nave|torre|sala|aula)[ ]\w{1,10}
      | eastern|central|mountain|pacific|local|UTC|GMT|BST|IST|CET
      | opcional|optional|obligatori[oa]|compulsory|required|así|unitarias[ ]e[ ]integración
      | [A-Z]{1,6}[\-/ .]?\d[\w\-/.]{0,20}|[A-Z]{2,6}[ ]\d{2,10}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a text must hold (folded) for the notation to be looked for, and the notation.
_PLACEHOLDER = Gated([
    (
        ("{",),
        r"""\$?\{\{[^{}\n]{0,120}\}\}                      # {{name}}, Jinja, Handlebars
          | \$?\{[^{}\n]{1,120}\}                          # {name}, ${name}
        """,
    ),
    (("[",), r"\[[^\[\]\n]{1,160}\](?!\()"),                # [Name], [Your name]; not a Markdown link
    (
        ("<",),
        # <company>; no address, link, closing tag or name of a user
        r"""<(?![/!])(?![^<>\s]{0,80}[@:]|[a-z]{2,20}_[a-z]>)[A-Za-zÁÉÍÓÚÑáéíóúñ][^<>\n]{0,60}>
          | <<[^<>\n]{1,40}>>                             # <<name>>
        """,
    ),
    (("#",), r"\#[A-Z][A-Z_]{2,40}\#"),                    # #NAME#
    (("%",), r"%(?:[sd](?![A-Za-z0-9])|\([a-z_]{1,40}\)s|[A-Z_]{3,40}%|[a-z_]{3,40}%)"),  # %s, %(name)s, %NAME%
    (("$",), r"\$[A-Za-z_][A-Za-z_]{2,40}\b"),              # $NAME
    (
        ("_",),
        r"""(?<![@\w/.\-])[A-Za-z]{2,30}_[A-Za-z_]{2,40}(?![\w@/.\[]|\-)   # your_name
          | (?<![\w_])__[a-z]{2,20}(?:_[a-z]{2,20}){0,3}__(?![\w_])  # __name__
          | (?<!\w)_{3,}(?!\w)                             # ___
          | (?<![\w*])_(?:name|nombre|me|yo|date|fecha|company|empresa|position|puesto|role|cargo)_(?!\w)  # _name_
        """,
    ),
    (("......", "……"), r"(?:\.{6,}|…{2,})"),               # ......, as forms are filled in
    (("@",), r"@@[A-Za-z_]{2,40}@@|(?<!\w)@[A-Z][A-Z_]{2,40}(?!\w)"),  # @@NAME@@, @NAME
    (
        ("«", "‹"),                                   # «company», as mail merge writes it
        r"""[«‹]\s?(?:el\s|la\s|the\s|your\s|su\s|tu\s)?
            (?i:nombre|empresa|puesto|cargo|fecha|hora|vacante|compañía|teléfono|sucursal|sede|ciudad|branch|city|place|lugar
            |name|company|position|role|date|time|phone|first\sname|last\sname|recruiter|candidate|contact
            |contact\sperson|interviewer|manager|sender|signature|surname|client|hiring\smanager|candidato|contacto
            |reclutador|remitente|destinatario|apellidos?)
            (?:\s(?:de\s(?:la\s|el\s)?|del\s|y\s)?\w{2,20}|\s?/\s?\w{2,20})?\s?[»›]
        """,
    ),
    (("NAME",), r"(?<!\w)(?:[A-Z]{2,20}\s){1,4}NAME(?!\w)"),  # HIRING MANAGER FIRST NAME
    (("xxx",), r"(?<!\w)[Xx]{3,}(?!\w)"),                   # XXX
    (
        ("NAM", "NOMBRE", "COMPANY", "EMPRESA", "POSITION", "PUESTO", "DATE", "FECHA", "PHONE", "TEL", "NUMBER", "TIME",
         "HORA", "HERE", "AQUÍ"),
        r"""(?<!\w)(?:INSERT|INSERTE|INSERTAR|ENTER|YOUR|TU|SU)\s(?:YOUR\s|TU\s|SU\s|AQUÍ\s|THE\s)?
            (?:NAME|NOMBRE|COMPANY|EMPRESA|POSITION|PUESTO|DATE|FECHA|PHONE|TELÉFONO|NUMBER|TIME|HORA|HERE|AQUÍ)(?!\w)
        """,
    ),
    (
        ("insert", "enter", "ponga", "pon"),
        r"""(?<!\w)(?:Insert|Inserte|Inserta|Enter|Ponga|Pon)\s(?:your\s|the\s|tu\s|su\s|el\s|la\s|aquí\s)?
            (?:name|nombre|company|empresa|position|puesto|date|fecha)\s?(?:here|aquí)(?!\w)
        """,
    ),
    (
        (":",),                                           # :name:, :company_name:
        r"""(?<![\w:]):(?:[a-z]{2,14}_){0,2}(?:name|nombre|company|empresa|position|puesto|cargo|role|date|fecha|time|hora|phone
            |telefono|teléfono|sender|recipient|recruiter|remitente|destinatario|reclutador|firma|signature):(?![\w:])
        """,
    ),
    (("TBD", "TK", "PENDIENTE"), r"(?<!\w)(?:TBD|TK|PENDIENTE\sDE\sCOMPLETAR)(?!\w)"),
    (("TODO",), r"(?<![A-ZÑ]\s)(?<!\w)TODO(?=[:\]]|[ \t]*(?:\n|\Z)|\s[a-z])"),
    (
        ("(",),
        r"""\((?:(?:the\s|el\s|la\s|your\s|su\s|tu\s)?(?:company|job|position|contact|hiring\smanager|recruiter)(?:'s)?
            \s(?:name|title)|(?:el\s|tu\s|su\s)?nombre\sde(?:l|\sla)\s\w{3,20}|fecha\sy\shora|date\sand\stime
            |phone\snumber|teléfono|apellidos?)\)
          | \((?:insert|enter|add|write|fill\sin|type|put)\s(?:your\s|the\s|a\s|company\s|recruiter\s)?[a-z]{3,14}
            (?:\s(?:name|here|title))?\)
          | \((?:the\s|your\s)?[a-z]{3,14}(?:'s|’s)?\s?(?:name|title|date|phone|number|surname)\shere\)
          | \((?:vacante|empresa|post|día\sy\shora|dia\sy\shora|day\sand\stime|surname
            |(?:candidate|interviewer|recruiter|applicant|manager|sender)(?:'s|’s)?\sname
            |first\sname|last\sname|full\sname
            |nombre\s(?:completo|de\squien\s[a-z]{3,12})|firma|signature|tu\sapellido|tu\stel[ée]fono|your\sphone
            |nombre\sy\sapellidos?|(?:insert|enter|add|insertar?|poner|pon)\s(?:\w{1,12}\s){0,2}
            (?:name|nombre|company|empresa|position|puesto|date|fecha|time|hora|phone|teléfono)
            |puesto|nombre|fecha|hora|cargo|compañía|company|position|name|date|time|job\stitle
            |your\sname|tu\snombre|su\snombre|role|recruiter
            |POST|POSITION|ROLE|NAME|DATE|COMPANY|Post|Name|Date|Company|Role|Candidate\sName|Your\sName|Tu\sNombre)\)
        """,
    ),
    (
        ("(",),                                           # (su nombre aquí), (your name here), (nombre y apellidos)
        r"""\((?:(?:el|la|su|tu|mi|your|my|the|insertar|insert|poner|indicar)\s){1,2}
            (?:nombre|apellidos?|puesto|cargo|empresa|fecha|hora|vacante|tel[ée]fono|name|company|position|role|date|time
            |phone|number|title)(?:\s(?:aqu[íi]|here|completo))?\)
          | \((?i:nombre|apellidos?|puesto|cargo|empresa|fecha|hora|d[íi]a|name|company|position|date)\s
            (?i:aqu[íi]|here|y\s(?:apellidos?|hora|fecha|empresa|cargo|rut|dni|tel[ée]fono)|and\s(?:surname|time|company|mobile|phone|number|address)(?:\sno\.|\snumber)?
            |de(?:l|\sla)?\s(?:responsable|entrevistador|entrevistadora|reclutador|reclutadora|empresa|persona|puesto))\)
        """,
    ),
    (
        ("...", "…"),                                     # Sr./Sra. ..., Sr(a). …, Mr/Ms ...
        r"""(?<!\w)(?:Sr\(a\)|Sr\.?\s?/\s?Sra|Sra\.?\s?/\s?Sr|Sra?|Sres|Dr\(a\)|Dra?|D\.?\s?/\s?Dña|Mr\.?\s?/\s?Ms|Mr|Mrs|Ms)
            \.?\s?(?:\.{3,5}|…)(?=\s*(?:[:,]|\n|\Z))
        """,
    ),
    (("/aaaa", "/yyyy", "hh:mm"), r"(?<!\w)(?:dd/mm/(?:aaaa|yyyy)|mm/dd/yyyy|hh:mm)(?!\w)"),
], re.VERBOSE)  # fmt: skip


# Words of which one at least stands in a hole of several words: "[name of manager]", "[reason for leaving]".
_FIELD = re.compile(
    r"""(?<![a-zñ])(?:insert|enter|add|write|fill|put|type|your|you|my|the|if|or|e\.?g|name|surname|first|last|title|date|day|time|hour
      |number|phone|mobile|email|mail|company|employer|firm|organi[sz]ation|position|role|job|post|place|address|location|reason
      |recruiter|manager|contact|person|interviewer|hiring|signature|link|department|team|university|school|degree|skill|alternative
      |n[uú]mero|celular|m[oó]vil|dni|rut|ciudad|nombre|apellidos?|fecha|d[ií]a|hora|tel[eé]fono|correo|empresa|puesto|cargo|vacante|direcci[oó]n|lugar|motivo|raz[oó]n
      |reclutador\w*|responsable|contacto|firma|enlace|insert\w*|pon\w*|escrib\w*|indi[cq]\w*|complet\w*|rellen\w*|su|tu|el|la|vorname
      |nachname)(?![a-zñ])""",
    re.IGNORECASE | re.VERBOSE,
)
# What speaks for real content where no such word stands: figures, lists, quotations, three words and more.
_CONTENT = re.compile(r"""\d|[,;+&"“”:]|\S+\s+\S+\s+\S""")


@lru_cache(maxsize=8)  # several checks ask for the same text
def find_placeholders(raw: str) -> tuple[tuple[int, int], ...]:
    """Start and end offsets (code points) of each placeholder in the text, in order."""
    found: list[tuple[int, int]] = []
    for match in _PLACEHOLDER.matches(raw, fold(raw)):
        inside = match.group()[1:-1].strip()
        if match.group()[0] == "[" and (_NOT_IN_BRACKETS.fullmatch(inside) or _is_content(inside)):
            continue
        if match.group()[0] == "<" and inside.lower() in _TAGS:
            continue
        found.append(match.span())
    return tuple(found)


def _is_content(inside: str) -> bool:
    """Whether what stands in brackets is said there, and no field to fill: "[2nd floor]", "[PDF, one page]"."""
    return bool(_CONTENT.search(inside)) and not _FIELD.search(inside) and not inside.isupper()


# HTML is markup, not a hole to fill: another check reports it.
_TAGS = frozenset("a b i u p em br div span strong html body h1 h2 h3 ul ol li table tr td hr".split())
