/** English of `codes-payments.vi.ts`. */
export const paymentCodesEn: Record<string, string> = {
  list_approved: 'This list is approved and stays as it is. Enter a correction: the next list adds or takes it.',
  list_not_approved: 'This list is a draft. This can be done once the leader has approved it.',
  list_changed: 'Somebody has just drawn this list up anew. Load the page again, look at the numbers and go on.',
  list_stale: 'Something changed since the list was drawn up. Draw it up anew and look at it before approving.',
  same_person: 'Whoever drew the list up cannot approve it. Ask another leader to approve it.',
  later_list_approved: 'The list of {month} is approved and rests on the months before it, so that this month cannot be drawn up any more. Correct an approved month instead.',
  month_before_not_approved: 'Months follow each other. Draw up and approve {month} first, then this month.',
  month_out_of_range: 'Lists can be drawn up from {first} to {last}. Choose another month.',
  payments_without_law: 'The rules here have no amounts for these months. Ask the administrator for newer rules, then draw up anew.',
  not_suspended: 'The payment of this person is not suspended on this list. Load the page again to see what holds now.',
  return_known: 'This file was taken at {at}. If that was a mistake, take that return back under Reconciliation first.',
  return_unreadable: 'The payer’s file cannot be read. Open it in Excel, save it as .xlsx and choose it again.',
  return_file_empty: 'This file is empty. Look at it and choose another.',
  return_file_too_large: 'The file is larger than 20 MB. Keep only the list of this month and choose it again.',
  return_file_kind_unknown: 'Only .xlsx, .xls, .ods and .csv files can be read. Save the file as one of these and choose it again.',
  return_workbook_password_protected: 'The file asks for a password. Open it in Excel, take the password off, save and choose it again.',
  return_workbook_broken: 'The file is damaged and cannot be opened. Ask the payer to send it again.',
  return_too_many_columns: 'A sheet has more than 300 columns. Keep only the columns of the list and choose it again.',
  return_too_many_rows: 'The file has too many rows. Keep only the list of this month and choose it again.',
  return_no_header_found: 'No column of names was found. Look at the headings (Họ và tên, Số tiền) and choose the file again.'
};
