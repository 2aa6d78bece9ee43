// SPDX-License-Identifier: MIT
#include "guard/audit_chain.h"

#include <QCryptographicHash>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

/// The length keeps two columns from running into each other; a null is no empty text.
void add(QCryptographicHash& hash, const QVariant& value) {
    if (value.isNull()) {
        hash.addData(QByteArrayLiteral("-;"));
        return;
    }
    const QByteArray bytes = value.toString().toUtf8();
    hash.addData(QByteArray::number(bytes.size()) + ':');
    hash.addData(bytes);
}

QString hexadecimal(const QCryptographicHash& hash) {
    return QString::fromLatin1(hash.result().toHex());
}

void setColumn(QVariantList& values, const QString& column, const QVariant& value) {
    values[auditColumns().indexOf(column)] = value;
}

} // namespace

QString chainEventName(ChainEvent event) {
    return event == ChainEvent::Begin ? u"begin"_s : u"finish"_s;
}

QString rowHash(QVariantList values, ChainEvent event) {
    if (event == ChainEvent::Begin) {
        setColumn(values, u"status"_s, u"interrupted"_s);
        setColumn(values, u"result"_s, u"{}"_s);
        setColumn(values, u"duration_ms"_s, 0);
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayLiteral("bulkhead-row-1;"));
    for (const QVariant& value : values) {
        add(hash, value);
    }
    return hexadecimal(hash);
}

QString linkHash(const QString& previous, qint64 link, qint64 row, const QString& event,
                 const QString& rowHash) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayLiteral("bulkhead-link-1;"));
    for (const QVariant& value : QVariantList{previous, link, row, event, rowHash}) {
        add(hash, value);
    }
    return hexadecimal(hash);
}

Result<void> appendLink(SqliteFile& file, qint64 row, ChainEvent event) {
    QVariantList values;
    {
        // Read back instead of hashing what was meant: the link vouches for what is stored.
        auto stored = file.run(
            u"SELECT "_s + auditColumns().join(u", "_s) + u" FROM audit_log WHERE id = ?"_s, {row});
        if (!stored) {
            return fail(stored.error());
        }
        if (!stored->next()) {
            return fail(ErrorKind::Failed, u"Run `bulkhead audit verify`."_s,
                        u"The audit row "_s + QString::number(row) + u" is not there any more."_s,
                        file.path());
        }
        for (int column = 0; column < auditColumns().size(); ++column) {
            values << stored->value(column);
        }
    }
    const auto ends = chainEnds(file);
    if (!ends) {
        return fail(ends.error());
    }
    const qint64 link = ends->head.link + 1;
    const QString name = chainEventName(event);
    const QString content = rowHash(values, event);
    const QString hash = linkHash(ends->head.hash, link, row, name, content);
    if (const auto added = file.run(u"INSERT INTO bulkhead_chain VALUES (?, ?, ?, ?, ?)"_s,
                                    {link, row, name, content, hash});
        !added) {
        return fail(added.error());
    }
    if (const auto moved =
            file.run(u"UPDATE bulkhead_chain_head SET link = ?, hash = ?"_s, {link, hash});
        !moved) {
        return fail(moved.error());
    }
    return {};
}

Result<ChainEnds> chainEnds(SqliteFile& file) {
    auto query =
        file.run(u"SELECT link, hash, anchor_link, anchor_hash FROM bulkhead_chain_head"_s);
    if (!query) {
        return fail(query.error());
    }
    if (!query->next()) {
        return fail(ErrorKind::Failed, u"Move the file aside and keep it as evidence."_s,
                    u"The head of the chain was removed from "_s + file.path() + u'.', file.path());
    }
    return ChainEnds{{query->value(0).toLongLong(), query->value(1).toString()},
                     {query->value(2).toLongLong(), query->value(3).toString()}};
}

Result<bool> hasLink(SqliteFile& file, const ChainHead& link) {
    const auto found =
        file.value(u"SELECT 1 FROM bulkhead_chain WHERE link = ? AND chain_hash = ?"_s,
                   {link.link, link.hash});
    if (!found) {
        return fail(found.error());
    }
    return found->isValid();
}

} // namespace bulkhead::guard
