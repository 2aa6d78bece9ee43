// SPDX-License-Identifier: MIT
#include "console/reference/manual_page.h"

#include "console/exit_code.h"
#include "console/usage.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

/// Text for roff: nothing in it is a request or an escape, and every hyphen can be copied.
QString plain(const QString& text) {
    QString out;
    for (const char32_t code : text.toUcs4()) {
        switch (code) {
        case U'\\':
            out += u"\\e"_s;
            break;
        case U'-':
            out += u"\\-"_s;
            break;
        case U'\'':
            out += u"\\(aq"_s;
            break;
        case U'`':
            out += u"\\(ga"_s;
            break;
        case U'^':
            out += u"\\(ha"_s;
            break;
        case U'~':
            out += u"\\(ti"_s;
            break;
        case U'"':
            out += u"\\(dq"_s;
            break;
        default:
            out += code < 0x80 ? QString(QChar(static_cast<char16_t>(code)))
                               : u"\\[u%1]"_s.arg(code, 4, 16, QChar(u'0'))
                                     .toUpper()
                                     .replace(u"\\[U"_s, u"\\[u"_s);
            break;
        }
    }
    return out.startsWith(u'.') ? u"\\&"_s + out : out;
}

QString bold(const QString& text) {
    return u"\\fB"_s + plain(text) + u"\\fR"_s;
}

QString italic(const QString& text) {
    return u"\\fI"_s + plain(text) + u"\\fR"_s;
}

QString sentence(const QString& text) {
    return plain(text.endsWith(u'.') || text.endsWith(u')') ? text : text + u'.');
}

QString heading(const QString& title) {
    return u".SH "_s + title + u'\n';
}

/// A tagged paragraph.
QString item(const QString& tag, const QString& text) {
    return u".TP\n"_s + tag + u'\n' + text + u'\n';
}

QString optionTag(const OptionShape& option) {
    QString tag;
    if (!option.letter.isNull()) {
        tag += bold(u"-"_s + option.letter) + u", "_s;
    }
    tag += bold(u"--"_s + option.name);
    if (option.kind == OptionKind::Switch) {
        tag += u", "_s + bold(u"--no-"_s + option.name);
    }
    return option.takesValue() ? tag + u' ' + italic(valueWord(option.kind)) : tag;
}

QString commandText(const CommandEntry& command) {
    QString tag = bold(command.words.join(u' '));
    QString details;
    bool hasOptions = false;
    for (const OptionShape& option : command.options) {
        if (option.isPositional) {
            tag += u' ' + italic(option.name);
            details += item(italic(option.name), sentence(option.help));
        } else {
            hasOptions = true;
            details += item(optionTag(option), sentence(option.help));
        }
    }
    tag += hasOptions ? u" [options]"_s : QString();
    QString text = item(tag, sentence(command.summary));
    if (!details.isEmpty()) {
        text += u".RS\n"_s + details + u".RE\n"_s;
    }
    return text;
}

QString commandsText(const CommandTable& table) {
    QString text = heading(u"COMMANDS"_s);
    for (const CommandEntry& command : table.commands) {
        text += commandText(command);
    }
    return text;
}

QString globalsText(const CommandTable& table) {
    QString text = heading(u"OPTIONS ON EVERY COMMAND"_s) +
                   u"A command refuses those that mean nothing to it.\n"_s;
    for (const OptionShape& option : table.globals) {
        text += item(optionTag(option), sentence(option.help));
    }
    text += item(bold(u"-h"_s) + u", "_s + bold(u"--help"_s),
                 u"Show help on the program or on a command."_s);
    return text + item(bold(u"--version"_s), u"Show the version."_s);
}

QString exitText() {
    QString text = heading(u"EXIT STATUS"_s);
    for (const ExitCode& code : exitCodes()) {
        text += item(bold(QString::number(code.code)), sentence(code.meaning));
    }
    return text;
}

QString surroundings() {
    QString text = heading(u"ENVIRONMENT"_s);
    text += item(bold(u"VMWARE_NSX_SECURITY_CONFIG"_s),
                 plain(u"Configuration file, unless --config names another."_s));
    text +=
        item(bold(u"VMWARE_NSX_SECURITY_"_s) + italic(u"TARGET"_s) + bold(u"_PASSWORD"_s),
             plain(u"Password of a target: its name in capitals, every other character as _."_s));
    text += item(bold(u"VMWARE_POLICY_DISABLED"_s),
                 plain(u"1 lets writes pass the guard rules; the audit trail records it."_s));
    text += item(bold(u"NO_COLOR"_s), plain(u"No colours on the terminal."_s));
    text += heading(u"FILES"_s);
    text += item(italic(u"~/.vmware-nsx-security/config.yaml"_s), plain(u"The targets."_s));
    text +=
        item(italic(u"~/.vmware-nsx-security/.env"_s),
             plain(u"Passwords, for machines without a secret store; open to its owner only."_s));
    text +=
        item(italic(u"~/.vmware/rules.yaml"_s), plain(u"What may be changed where and when."_s));
    text += item(italic(u"~/.vmware/audit.db"_s), plain(u"The audit trail."_s));
    return text;
}

QString examplesText() {
    QString text = heading(u"EXAMPLES"_s) + u".nf\n"_s;
    const QStringList lines = QString::fromLatin1(kExamples).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines.mid(1)) {
        text += plain(line.trimmed()) + u'\n';
    }
    return text + u".fi\n"_s;
}

} // namespace

QString manualPage(const CommandTable& table) {
    QString text = u".TH BULKHEAD 1 \"\" \"bulkhead "_s + plain(QStringLiteral(BULKHEAD_VERSION)) +
                   u"\" \"User Commands\"\n.ad l\n"_s;
    text += heading(u"NAME"_s) +
            plain(u"bulkhead - edit and explain the distributed firewall of VMware NSX"_s) + u'\n';
    text += heading(u"SYNOPSIS"_s) + bold(u"bulkhead"_s) + u'\n' + u".br\n"_s +
            bold(u"bulkhead"_s) + u' ' + italic(u"command"_s) + u" [options]\n"_s;
    text += heading(u"DESCRIPTION"_s);
    for (const QString& line : QString::fromLatin1(kSynopsis).split(u'\n')) {
        text += plain(line) + u'\n';
    }
    text +=
        plain(u"Commands that delete ask twice; those that write take --dry-run, which shows the "
              u"exact requests and sends nothing."_s) +
        u'\n';
    return text + commandsText(table) + globalsText(table) + exitText() + surroundings() +
           examplesText();
}

} // namespace bulkhead::console
