// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "config/env_file_writer.h"
#include "config/password_source.h"
#include "console/setup/secret_command.h"
#include "console/setup/setup.h"
#include "guard/redactor.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

void sayVariable(const Setup& setup) {
    setup.context->terminal->complain(
        u"note: set %1 to the password, in the environment or in %2."_s.arg(
            config::passwordVariable(setup.target.name), cleanLine(config::defaultEnvFile())));
}

Result<void> keepInFile(const Setup& setup) {
    auto stored = config::storeInEnvFile(setup.target.name, setup.password);
    if (!stored) {
        return stored;
    }
    setup.context->terminal->print(u"Stored the password in %1. Only you can read the file, but "
                                   u"the password in it is encoded, "
                                   u"not encrypted.\n"_s.arg(cleanLine(config::defaultEnvFile())));
    return {};
}

/// There is no secret store: the file if that is wanted, else nowhere.
Task<std::monostate> offerFile(SetupPointer setup, Error error) {
    if (!setup->canAsk()) {
        error.remedy += u" Or give --password-store env-file (encoded, not encrypted) or none."_s;
        co_return fail(std::move(error));
    }
    setup->context->terminal->complain(error.explanation());
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    const QString question =
        u"Keep the password in %1 instead? It is encoded there, not encrypted: whoever can read "
        u"the file has it"_s.arg(cleanLine(config::defaultEnvFile()));
    const auto wanted = co_await prompt->yesOrNo(question, setup->context->token);
    if (!wanted) {
        co_return fail(wanted.error());
    }
    if (!*wanted) {
        sayVariable(*setup);
        co_return done();
    }
    if (const auto kept = keepInFile(*setup); !kept) {
        co_return fail(kept.error());
    }
    co_return done();
}

} // namespace

Task<std::monostate> askPassword(SetupPointer setup) {
    const QString variable = setup->option(u"password-env"_s);
    if (!variable.isEmpty()) {
        auto secret = secretFromVariable(variable);
        if (!secret) {
            co_return fail(secret.error());
        }
        setup->password = std::move(*secret);
        co_return done();
    }
    if (setup->target.auth == config::AuthMode::Certificate || !setup->canAsk()) {
        co_return done();
    }
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    const QString question =
        u"Password of "_s + cleanLine(setup->target.username) + u" (empty: give it later)"_s;
    auto typed = co_await prompt->hidden(question, setup->context->token);
    if (!typed) {
        co_return fail(typed.error());
    }
    guard::Redactor::process().learn(typed->reveal());
    setup->password = std::move(*typed);
    co_return done();
}

Task<std::monostate> keepPassword(SetupPointer setup) {
    if (setup->target.auth == config::AuthMode::Certificate) {
        co_return done();
    }
    const QString place = setup->option(u"password-store"_s);
    if (setup->password.isEmpty() || place == u"none") {
        sayVariable(*setup);
        co_return done();
    }
    if (place == u"env-file") {
        if (const auto kept = keepInFile(*setup); !kept) {
            co_return fail(kept.error());
        }
        co_return done();
    }
    const std::shared_ptr<config::SecretStore> store = config::desktopSecretStore();
    const auto stored = co_await store->write(setup->target.name, setup->password);
    if (stored) {
        setup->context->terminal->print(u"Stored the password in the secret store.\n"_s);
        co_return done();
    }
    auto offered = co_await offerFile(setup, stored.error());
    co_return offered;
}

} // namespace bulkhead::console
