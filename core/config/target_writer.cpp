// SPDX-License-Identifier: MIT
#include "config/target_writer.h"

#include "base/text.h"
#include "config/configuration.h"

#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

struct Field {
    QString key;
    QString value; ///< as YAML
    bool isEmpty = false;
};

QString scalar(const QString& text) {
    static const QRegularExpression plain(u"^[A-Za-z][A-Za-z0-9._/-]*$"_s);
    static const QStringList words{u"true"_s, u"false"_s, u"yes"_s, u"no"_s, u"on"_s,
                                   u"off"_s,  u"null"_s,  u"y"_s,   u"n"_s};
    if (plain.match(text).hasMatch() && !words.contains(text.toLower())) {
        return text;
    }
    QString quoted = text;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + quoted + u'"';
}

std::vector<Field> fieldsOf(const Target& target) {
    return {{u"host"_s, scalar(target.host)},
            {u"username"_s, scalar(target.username)},
            {u"port"_s, QString::number(target.port)},
            {u"environment"_s, scalar(target.environment), target.environment.isEmpty()},
            {u"ca_file"_s, scalar(target.caFile), target.caFile.isEmpty()},
            {u"fingerprint_sha256"_s, scalar(target.fingerprintSha256),
             target.fingerprintSha256.isEmpty()}};
}

QStringList blockOf(const Target& target, int column) {
    const QString indent(column, u' ');
    QStringList lines{indent + scalar(target.name) + u':'};
    for (const Field& field : fieldsOf(target)) {
        if (!field.isEmpty) {
            lines << indent + u"  "_s + field.key + u": "_s + field.value;
        }
    }
    return lines;
}

tl::unexpected<Error> cannotEdit(const QString& file, const Target& target) {
    QStringList lines;
    for (const QString& line : blockOf(target, 2)) {
        lines << line.trimmed();
    }
    return fail(ErrorKind::Configuration,
                u"Add the target by hand, below `targets:`: "_s + lines.join(u" · "_s) + u'.',
                cleanLine(file) + u" is written in a way that cannot be edited without touching "
                                  u"what else is in it."_s,
                file);
}

/// A key of a block mapping and its value.
struct Entry {
    QString key;
    YAML::Node value;
    int line = 0;
    int column = 0;
};

std::vector<Entry> entriesOf(const YAML::Node& map) {
    std::vector<Entry> entries;
    if (map.IsMap() && map.Style() != YAML::EmitterStyle::Flow) {
        for (const auto& pair : map) {
            if (pair.first.IsScalar()) {
                entries.push_back({QString::fromStdString(pair.first.Scalar()), pair.second,
                                   pair.first.Mark().line, pair.first.Mark().column});
            }
        }
    }
    return entries;
}

const Entry* find(const std::vector<Entry>& entries, const QString& key) {
    const auto found = std::find_if(entries.cbegin(), entries.cend(),
                                    [&key](const Entry& entry) { return entry.key == key; });
    return found == entries.cend() ? nullptr : &*found;
}

/// Where the entry ends: the line of the next one, or `last`.
int endOf(const std::vector<Entry>& entries, const Entry& entry, int last) {
    int end = last;
    for (const Entry& other : entries) {
        if (other.line > entry.line) {
            end = std::min(end, other.line);
        }
    }
    return end;
}

/// The value's place in its line: from its column to the closing quote, or to a comment.
std::pair<int, int> valueSpan(const QString& line, int column) {
    if (column >= line.size()) {
        return {column, column};
    }
    const QChar quote = line.at(column);
    int end = column + 1;
    if (quote == u'"' || quote == u'\'') {
        while (end < line.size() && line.at(end) != quote) {
            end += line.at(end) == u'\\' ? 2 : 1;
        }
        return {column, std::min(end + 1, static_cast<int>(line.size()))};
    }
    static const QRegularExpression comment(u"\\s+#.*$|\\s+$"_s);
    const auto match = comment.match(line, column);
    return {column, match.hasMatch() ? static_cast<int>(match.capturedStart())
                                     : static_cast<int>(line.size())};
}

/// config.yaml as lines that are edited from the bottom up, so that places stay right.
class Editor final {
public:
    explicit Editor(const QByteArray& yaml)
        : m_root(YAML::Load(yaml.toStdString())), m_eol(yaml.contains("\r\n") ? "\r\n" : "\n") {
        QString text = QString::fromUtf8(yaml);
        text.replace(u"\r\n"_s, u"\n"_s);
        if (text.endsWith(u'\n')) {
            text.chop(1);
        }
        m_lines = text.split(u'\n');
    }

    /// False if the file is not written in lines that this understands.
    bool set(const Target& target) {
        const std::vector<Entry> top = entriesOf(m_root);
        const Entry* section = find(top, u"targets"_s);
        if (section == nullptr) {
            return false;
        }
        const std::vector<Entry> targets = entriesOf(section->value);
        if (targets.empty()) {
            return false;
        }
        const int end = endOf(top, *section, documentEnd());
        const int column = targets.front().column;
        if (const Entry* known = find(targets, target.name); known != nullptr) {
            return change(*known, target);
        }
        insert(lastLine(end, column), blockOf(target, column));
        if (targets.size() == 1 && find(top, u"default_target"_s) == nullptr) {
            insert(section->line, {u"default_target: "_s + scalar(targets.front().key)});
        }
        return true;
    }

    [[nodiscard]] QByteArray text() const {
        return (m_lines.join(QString::fromLatin1(m_eol)) + QString::fromLatin1(m_eol)).toUtf8();
    }

private:
    [[nodiscard]] int documentEnd() const {
        for (int line = 1; line < m_lines.size(); ++line) {
            if (m_lines.at(line) == u"..." || m_lines.at(line).startsWith(u"---"_s)) {
                return line;
            }
        }
        return static_cast<int>(m_lines.size());
    }

    /// Blank lines and comments that stand farther left belong to what follows.
    [[nodiscard]] int lastLine(int end, int column) const {
        while (end > 0) {
            const QString& line = m_lines.at(end - 1);
            const QString content = line.trimmed();
            const bool isOuterComment =
                content.startsWith(u'#') && line.indexOf(u'#') < std::max(column, 1);
            if (!content.isEmpty() && !isOuterComment) {
                break;
            }
            --end;
        }
        return end;
    }

    void insert(int at, const QStringList& lines) {
        for (int i = 0; i < lines.size(); ++i) {
            m_lines.insert(at + i, lines.at(i));
        }
    }

    bool change(const Entry& known, const Target& target) {
        const std::vector<Entry> keys = entriesOf(known.value);
        if (keys.empty()) {
            return false;
        }
        QStringList added;
        std::vector<std::pair<int, QString>> changed;
        for (const Field& field : fieldsOf(target)) {
            const Entry* old = find(keys, field.key);
            if (old == nullptr) {
                if (!field.isEmpty) {
                    added << QString(keys.front().column, u' ') + field.key + u": "_s + field.value;
                }
                continue;
            }
            const QString line = m_lines.value(old->line);
            if (old->value.IsNull()) {
                changed.emplace_back(old->line, QString(old->column, u' ') + field.key + u": "_s +
                                                    field.value);
                continue;
            }
            if (!old->value.IsScalar() || old->value.Mark().line != old->line) {
                return false;
            }
            const auto [from, to] = valueSpan(line, old->value.Mark().column);
            changed.emplace_back(old->line, line.left(from) + field.value + line.mid(to));
        }
        for (const auto& [line, text] : changed) {
            m_lines[line] = text;
        }
        insert(known.line + 1, added);
        return true;
    }

    YAML::Node m_root;
    QByteArray m_eol;
    QStringList m_lines;
};

const Target* named(const Configuration& configuration, const QString& name) {
    const auto found = std::find_if(configuration.targets.cbegin(), configuration.targets.cend(),
                                    [&name](const Target& known) { return known.name == name; });
    return found == configuration.targets.cend() ? nullptr : &*found;
}

/// The target as it must be read back: `old`, or a new one, with what is written of it.
Target expectedOf(const Target* old, const Target& target) {
    Target expected = old != nullptr ? *old : Target();
    expected.name = target.name;
    expected.host = target.host;
    expected.username = target.username;
    expected.port = target.port;
    expected.environment = target.environment;
    expected.caFile = target.caFile;
    expected.fingerprintSha256 = target.fingerprintSha256;
    return expected;
}

/// Whether `after` is `before` with the target, and nothing else.
bool changesOnly(const Configuration& before, const Configuration& after, const Target& target) {
    const Target* old = named(before, target.name);
    for (const Target& known : before.targets) {
        const Target* kept = named(after, known.name);
        if (known.name != target.name && (kept == nullptr || *kept != known)) {
            return false;
        }
    }
    const Target* written = named(after, target.name);
    const std::size_t count = before.targets.size() + (old == nullptr ? 1 : 0);
    const bool sameDefault = before.defaultTarget == after.defaultTarget ||
                             (before.defaultTarget.isEmpty() && before.targets.size() == 1 &&
                              after.defaultTarget == before.targets.front().name);
    return written != nullptr && *written == expectedOf(old, target) &&
           after.targets.size() == count && sameDefault &&
           before.protectedFlows == after.protectedFlows;
}

bool isBlank(const QByteArray& yaml) {
    const QList<QByteArray> lines = yaml.split('\n');
    return std::all_of(lines.cbegin(), lines.cend(), [](const QByteArray& line) {
        const QByteArray content = line.trimmed();
        return content.isEmpty() || content.startsWith('#');
    });
}

Result<QByteArray> wholeFile(const QByteArray& comments, const QString& file,
                             const Target& target) {
    QByteArray text = comments.trimmed();
    text += text.isEmpty() ? "" : "\n\n";
    const QStringList block = blockOf(target, 2);
    text += (u"default_target: "_s + scalar(target.name) + u"\n\ntargets:\n"_s + block.join(u'\n') +
             u'\n')
                .toUtf8();
    const auto parsed = parseConfiguration(text, file);
    if (!parsed) {
        return fail(parsed.error());
    }
    if (parsed->targets.front() != expectedOf(nullptr, target)) {
        return cannotEdit(file, target);
    }
    return text;
}

} // namespace

Result<QByteArray> withTarget(const QByteArray& yaml, const QString& file, const Target& target) {
    if (isBlank(yaml)) {
        return wholeFile(yaml, file, target);
    }
    const auto before = parseConfiguration(yaml, file);
    if (!before) {
        return fail(before.error());
    }
    try {
        Editor editor(yaml);
        if (!editor.set(target)) {
            return cannotEdit(file, target);
        }
        const QByteArray text = editor.text();
        static_cast<void>(YAML::Load(text.toStdString())); // throws if the edit broke the file
        const auto after = parseConfiguration(text, file);
        if (!after) {
            // A value that the configuration does not allow is the caller's mistake, not the
            // file's.
            return fail(after.error());
        }
        return changesOnly(*before, *after, target) ? Result<QByteArray>(text)
                                                    : cannotEdit(file, target);
    } catch (const YAML::Exception&) {
        return cannotEdit(file, target);
    }
}

} // namespace bulkhead::config
