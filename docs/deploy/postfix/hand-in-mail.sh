#!/bin/sh
# Hands a mail from standard input in at POST /mail/in, as a pipe of Postfix. To fit: the address.
# MAIL_IN_TOKEN is in its environment. It ends with 69 for a mail that is too large, which Postfix sends
# back, and with 75 for one that Postfix is to hand in again.
mail=$(mktemp) && trap 'rm -f "$mail"' EXIT && cat > "$mail" || exit 75
[ "$(wc -c < "$mail")" -le 2097152 ] || exit 69
status=$(curl --silent --show-error --output /dev/null --write-out '%{http_code}' \
  --data-binary "@$mail" -H "Authorization: Bearer $MAIL_IN_TOKEN" \
  -H "Content-Type: message/rfc822" https://desk.example.org/mail/in)
case $status in
  200) exit 0 ;;
  413) exit 69 ;;
  *) exit 75 ;;
esac
