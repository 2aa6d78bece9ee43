// SPDX-License-Identifier: MIT
// The lines of a draft's journal. Private to change/.
#pragma once

#include "change/draft_journal.h"

#include <QJsonObject>

namespace bulkhead::change {

/// The first line, or with an operation ("describe") a later one.
[[nodiscard]] QJsonObject draftHeaderLine(const DraftHeader& header, const QString& operation);
[[nodiscard]] DraftHeader draftHeaderFrom(const QJsonObject& line);

/// How many bytes of a journal are whole lines; the rest was torn by a crash.
[[nodiscard]] qsizetype wholeLinesOf(const QByteArray& bytes);

} // namespace bulkhead::change
